import { findSession, hashToken } from "@niuniu/host/sign-in";
import { constantTimeEqual, fromHex, toHex } from "@niuniu/note";
import { readToken, Refused } from "@niuniu/wire";
import type { Context } from "./context.ts";
import { plainCode } from "./setup-code.ts";
import { isClosed, seatOfInvitation } from "./store-accounts.ts";
import { loadSetup } from "./store-statements.ts";

/** States how the audiences of this feature are recognised: members, whoever sets up, whoever is invited. */
export function recognise({ host, db, roster }: Context): void {
  host.authenticate("member", async ({ authorization, again }) => {
    const token = readToken("Bearer", authorization);
    if (token === null) throw new Refused("host/not-yours");
    const found = await findSession(host.db, "member", token, { now: host.now(), using: again !== true });
    if (found === null) throw new Refused("people/session-over");
    const { subject: member, session } = found;
    if ((await roster.standing(member, host.now())) === "former") throw new Refused("people/no-longer-member");
    return { member, session };
  });
  // Newcomers see and sign what concerns them here, and nothing of any other feature.
  host.guard("member", async ({ member }, { path }, now) => {
    if (path.startsWith("/people/")) return;
    if ((await roster.standing(member, now)) === "newcomer") throw new Refused("people/not-yet-member");
  });
  host.authenticate("setup", async ({ authorization }) => {
    const code = readToken("Niuniu-Setup", authorization);
    if (code === null) throw new Refused("host/not-yours");
    const row = await loadSetup(db);
    if (row === null) throw new Refused("people/already-open");
    if (!constantTimeEqual(row.code, hashToken(plainCode(code)))) throw new Refused("people/wrong-setup-code");
    return { setup: true };
  });
  host.authenticate("invited", async ({ authorization }) => {
    const token = readToken("Niuniu-Invitation", authorization);
    if (token === null) throw new Refused("host/not-yours");
    const invitation = toHex(hashToken(token));
    const hash = fromHex(invitation);
    if ((await seatOfInvitation(db, hash, host.now())) === null) {
      const closed = await isClosed(db, hash, host.now());
      throw new Refused(closed ? "people/invitation-closed" : "people/invitation-over");
    }
    return { invitation };
  });
}
