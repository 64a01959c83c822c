import { fromUtf8, NoteError, publicKey, splitNote, type Verifier } from "@niuniu/note";
import {
  addCosignatures,
  checkConsistency,
  cosign,
  cosignatures,
  EMPTY_ROOT,
  openCheckpoint,
  readAddCheckpoint,
  readCheckpoint,
  RecordError,
  type AddCheckpoint,
  type Checkpoint,
} from "@niuniu/record";
import { hashOf } from "../verify/facts.ts";
import type { WitnessKey } from "./key.ts";
import type { Memory } from "./memory.ts";

/** An answer as C2SP tlog-witness names it. */
export interface Answer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422 | 500;
  readonly type: string;
  readonly body: string;
}

/** For so many seconds one checkpoint needs no second signature: time enough for every process of a host to ask. */
const REPEATED = 60;
const TEXT = "text/plain; charset=utf-8";
const plain = (status: Answer["status"], body: string): Answer => ({ status, type: TEXT, body: `${body}\n` });
const conflict = (size: number): Answer => ({ status: 409, type: "text/x.tlog.size", body: `${size}\n` });

/** A refusal on the way, thrown to keep the way straight. */
class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(answer.body);
    this.answer = answer;
  }
}

interface Asked extends AddCheckpoint {
  readonly text: string;
  readonly origin: string;
}

function readRequest(body: Uint8Array): Asked {
  try {
    const asked = readAddCheckpoint(fromUtf8(body));
    const { text } = splitNote(asked.checkpoint);
    return { ...asked, text, origin: readCheckpoint(text).origin };
  } catch (cause) {
    if (cause instanceof RecordError || cause instanceof NoteError) throw new Refusal(plain(400, "malformed request"));
    throw cause;
  }
}

function openSigned({ checkpoint }: Asked, logs: readonly Verifier[]): Checkpoint {
  for (const log of logs) {
    try {
      return openCheckpoint(checkpoint, log);
    } catch (cause) {
      if (!(cause instanceof RecordError)) throw cause;
    }
  }
  throw new Refusal(plain(403, "not signed by this log"));
}

/** The note with the log's own signature lines alone: others may be many, and nobody vouches for them. */
function ownLines({ checkpoint, text, origin }: Asked): string {
  const lines = checkpoint.slice(text.length + 1).match(/.*\n/g) ?? [];
  return `${text}\n${[...new Set(lines.filter((line) => line.startsWith(`— ${origin} `)))].join("")}`;
}

/** The note to remember. More lines in the log's name than a note may have are no honest question. */
function withLine(asked: Asked, line: string): string {
  try {
    return addCosignatures(ownLines(asked), [line]);
  } catch (cause) {
    if (cause instanceof RecordError) throw new Refusal(plain(400, "too many signature lines"));
    throw cause;
  }
}

function checkFollows(asked: Asked, next: Checkpoint, latest: Checkpoint | null): void {
  const { old, hashes: proof } = asked;
  const size = latest?.size ?? 0;
  if (old > next.size) throw new Refusal(plain(400, "the old size is larger than the checkpoint"));
  if (old !== size) throw new Refusal(conflict(size));
  const root = latest?.root ?? EMPTY_ROOT;
  if (old === next.size && Buffer.compare(root, next.root) !== 0) throw new Refusal(conflict(size));
  try {
    checkConsistency({ oldSize: old, oldRoot: root, newSize: next.size, newRoot: next.root, proof });
  } catch (cause) {
    if (cause instanceof RecordError) throw new Refusal(plain(422, "the proof does not show that it continues"));
    throw cause;
  }
}

/** A witness: it signs a checkpoint only if it continues the last one it signed for the log, and remembers it first. */
export class Witness {
  readonly #key: WitnessKey;
  readonly #logs: readonly Verifier[];
  readonly #memory: Memory;
  readonly #now: () => number;

  /** `now` gives milliseconds since epoch. */
  constructor(key: WitnessKey, logs: readonly Verifier[], memory: Memory, now: () => number) {
    this.#key = key;
    this.#logs = logs;
    this.#memory = memory;
    this.#now = now;
  }

  /** Answers POST /add-checkpoint. */
  async add(body: Uint8Array): Promise<Answer> {
    try {
      const asked = readRequest(body);
      const logs = this.#logs.filter(({ name }) => name === asked.origin);
      if (logs.length === 0) throw new Refusal(plain(404, "unknown log"));
      const next = openSigned(asked, logs);
      // Somebody else may be faster with the same step; then what follows is looked at anew.
      for (let tried = 0; tried < 16; tried++) {
        const answer = await this.#step(asked, next);
        if (answer !== null) return answer;
      }
      return plain(500, "too busy");
    } catch (cause) {
      if (cause instanceof Refusal) return cause.answer;
      throw cause;
    }
  }

  /** The line signed lately under this very text: whoever repeats a question gets it without another write. */
  #signedLately(asked: Asked, note: string, now: number): string | null {
    if (splitNote(note).text !== asked.text) return null;
    const { name, seed } = this.#key;
    const own = { name, key: publicKey(seed), url: null };
    const line = note.match(/.*\n/g)?.at(-1) ?? "";
    const [signed] = cosignatures(`${asked.text}\n${line}`, [own]);
    const age = signed === undefined ? Infinity : now - signed.time;
    return age >= 0 && age < REPEATED ? line : null;
  }

  async #step(asked: Asked, next: Checkpoint): Promise<Answer | null> {
    const id = hashOf(asked.origin);
    const now = Math.floor(this.#now() / 1_000);
    const latest = await this.#memory.latest(id);
    checkFollows(asked, next, latest === null ? null : readCheckpoint(splitNote(latest.note).text));
    const again = latest === null ? null : this.#signedLately(asked, latest.note, now);
    if (again !== null) return { status: 200, type: TEXT, body: again };
    const line = cosign(asked.checkpoint, this.#key, now);
    const note = withLine(asked, line);
    // Nobody sees the signature before the disk holds what was signed.
    const first = await this.#memory.follow(id, latest?.place ?? 0, note);
    return first ? { status: 200, type: TEXT, body: line } : null;
  }

  /** Answers GET /checkpoint/<hexadecimal SHA-256 of a log's name>: the newest note signed for it. */
  async newest(id: string): Promise<Answer> {
    const known = this.#logs.some(({ name }) => hashOf(name) === id);
    const latest = known ? await this.#memory.latest(id) : null;
    return latest === null ? plain(404, "nothing signed") : { status: 200, type: TEXT, body: latest.note };
  }
}
