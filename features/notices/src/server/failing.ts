import { wayFailing, wayMended, type Failing } from "../moments.ts";
import type { Context } from "./context.ts";
import { readFailing, setFailing } from "./store.ts";

/** A channel of somebody's. */
interface Of {
  readonly id: string;
  readonly member: string;
}

/** A channel was given up, for the next one or for none. */
export async function givenUp({ db, host }: Context, { id, member }: Of): Promise<void> {
  const day = host.dayOf(host.now());
  const before = (await readFailing(db)).find((one) => one.member === member);
  if (!(await setFailing(db, id, day)) || before !== undefined) return;
  // A duty that cannot be begun now is begun when its feature next asks who fails: it holds up no notice.
  await host.tell(wayFailing, { member, since: day }).catch(() => host.failed("notices/failing-untold"));
}

/** A channel took something, or is gone from the list: if no other of its member's fails, whoever cares is told. */
export async function mended({ db, host }: Context, { member }: Pick<Of, "member">): Promise<void> {
  if ((await readFailing(db)).some((one) => one.member === member)) return;
  await host.tell(wayMended, member).catch(() => host.failed("notices/failing-untold"));
}

/** Who of those in office has chosen a way by which they cannot be told, in the order of their ids. */
export async function failingIn({ db, host, ports }: Context): Promise<readonly Failing[]> {
  const [office, all] = await Promise.all([ports.members(host.now()), readFailing(db)]);
  return all.filter(({ member }) => office.some(({ id }) => id === member));
}
