import type { Host } from "@niuniu/host";
import type { Kind } from "../kinds.ts";
import type { Outward } from "./outward/post.ts";
import type { MailSetting } from "./senders/mail.ts";
import type { Sender } from "./senders/sender.ts";
import type { SmsSetting } from "./senders/sms.ts";
import type { NoticesDb } from "./tables.ts";
import type { Vault } from "./vault.ts";

/** What the operator has set up. */
export interface Carriers {
  readonly mail: MailSetting | null;
  readonly sms: SmsSetting | null;
  /** Names that may be written to although they are no service's own, or lead to a network that is not public. */
  readonly listed: readonly string[];
}

/** What `notices` needs of others; handed in by the program that starts everything. */
export interface Ports {
  readonly carriers: Carriers;
  /** Who is in office at `now` (ms since epoch): nobody else is ever written to. */
  readonly members: (now: number) => Promise<readonly { readonly id: string }[]>;
  /** As the statement in force names it; "" while there is none. */
  readonly organisation: () => Promise<string>;
  /** When what this member owes is due, ms since epoch, in any order. */
  readonly dues: (member: string) => Promise<readonly number[]>;
  /** The way out of the house; what the operator lists if not said. For tests. */
  readonly outward?: Outward;
}

/** What every part works with. */
export interface Context {
  readonly host: Host;
  readonly db: NoticesDb;
  readonly ports: Ports;
  readonly vault: Vault;
  /** Whoever can hand over by this kind of channel; a kind that is not there was not set up. */
  readonly senders: ReadonlyMap<Kind, Sender>;
  /** What push services are told by a browser that subscribes, base64url. */
  readonly pushKey: string;
}
