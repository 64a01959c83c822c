import { connect as connectPlain, isIP, type Socket } from "node:net";

/** Where a lane leads, and how long it waits: ms until an answer is there, and ms without a byte of it. */
export interface Way {
  readonly url: URL;
  readonly longest: number;
  readonly patience: number;
}

interface Question {
  readonly path: string;
  readonly most: number;
  readonly answer: (body: Uint8Array | null | undefined) => void;
  readonly fail: (cause: Error) => void;
}

/** Long enough for several tiles at once, and for the head of any answer. */
const CHUNK = 64 * 1024;
const LARGEST_HEAD = 16 * 1024;
/** Memory for an answer is taken when it begins: a host may not have more of it by merely naming a length. */
const LARGEST_BODY = 1024 * 1024;
/** Small answers share one piece of memory: to make one for each would cost as much as to read it. */
const SHARED = 256 * 1024;
/** A connection is given up after so many answers that are not plain. */
const MOST_ODD = 4;
const BETWEEN = Buffer.from("\r\n\r\n");
const PATH = /^\/[\x21-\x7e]*$/;

interface Head {
  readonly status: "200" | "404";
  readonly length: number;
  /** No other answer comes on this connection. */
  readonly last: boolean;
}

/** The head of an answer of the plainest kind: found or not, with one length. Null for every other. */
function readHead(head: string): Head | null {
  const [, status] = /^HTTP\/1\.1 (200|404)(?= |\r|$)/.exec(head) ?? [];
  const [length, ...more] = [...head.matchAll(/\r\ncontent-length:[ \t]*(\d{1,9})[ \t]*(?=\r\n|$)/gi)];
  if ((status !== "200" && status !== "404") || length === undefined || more.length > 0) return null;
  if (/\r\n(?:transfer-encoding|upgrade)[ \t]*:/i.test(head)) return null;
  return { status, length: Number(length[1]), last: /\r\nconnection:[ \t]*close/i.test(head) };
}

/**
 * One connection on which many small files are asked for, one question after another without waiting for the answers
 * (RFC 9112 §9.3.2): a log has thousands, and each costs several times less than with the platform's client. It knows
 * the plainest answers only: `undefined` says that the platform's client is to be asked. What came too late, or never,
 * is an error, and the lane is closed for good.
 */
export class Lane {
  readonly #way: Way;
  readonly #chunk = Buffer.allocUnsafe(CHUNK);
  #asked: Question[] = [];
  #unsent = "";
  #socket: Socket | null = null;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  /** Answers on this connection so far. */
  #answers = 0;
  /** When the answer that is due became so, and when something was heard of it. */
  #since = 0;
  #heard = 0;
  #rest: Buffer = Buffer.alloc(0);
  #head: Head | null = null;
  #body: Buffer = Buffer.alloc(0);
  #filled = 0;
  #shared: Buffer = Buffer.alloc(0);
  #odd = 0;

  constructor(way: Way) {
    this.#way = way;
  }

  /** How many questions wait; a lane that was closed is never the shortest. */
  get waiting(): number {
    return this.#closed ? Infinity : this.#asked.length;
  }

  /** The bytes at a path, at most so many; null if there are none; undefined if the platform's client is to be asked. */
  ask(path: string, most: number): Promise<Uint8Array | null | undefined> {
    if (this.#closed || !PATH.test(path)) return Promise.resolve(undefined);
    return new Promise((answer, fail) => {
      this.#send({ path, most, answer, fail });
    });
  }

  /** Whoever still waits is told that there will be no answer. */
  close(): void {
    this.#closed = true;
    this.#hangUp();
    for (const { fail } of this.#asked.splice(0)) fail(new Error("closed"));
  }

  #send(question: Question): void {
    if (this.#asked.push(question) === 1) this.#since = this.#heard = performance.now();
    // What is asked for in one turn is sent as one piece.
    if (this.#unsent === "") setImmediate(() => this.#flush());
    this.#unsent += `GET ${question.path} HTTP/1.1\r\nHost: ${this.#way.url.host}\r\nCache-Control: no-cache\r\n\r\n`;
  }

  #flush(): void {
    if (this.#unsent === "" || this.#closed) return;
    (this.#socket ??= this.#connect()).write(this.#unsent, "latin1");
    this.#unsent = "";
  }

  #connect(): Socket {
    const { url, longest, patience } = this.#way;
    const host = url.hostname.replace(/^\[|\]$/g, "");
    const secure = url.protocol === "https:";
    const onread = {
      buffer: this.#chunk,
      callback: (length: number): boolean => {
        if (this.#socket === socket) this.#read(this.#chunk.subarray(0, length));
        return true;
      },
    };
    const there = { host, port: Number(url.port) || (secure ? 443 : 80), onread };
    const names = isIP(host) === 0 ? { servername: host } : {};
    // Loaded where it is needed: that takes as long as to check ten thousand entries.
    const socket = secure
      ? process.getBuiltinModule("node:tls").connect({ ...there, ...names, ALPNProtocols: ["http/1.1"] })
      : connectPlain({ ...there, noDelay: true });
    let cause = new Error("the answer was cut off");
    socket.on("error", (error: Error) => {
      cause = error;
    });
    socket.on("close", () => {
      if (this.#socket === socket) this.#ended(cause);
    });
    this.#timer = setInterval(() => this.#lookAtClock(), Math.min(longest, patience) / 8);
    return socket;
  }

  #hangUp(): void {
    clearInterval(this.#timer);
    this.#socket?.destroy();
    this.#socket = null;
    [this.#answers, this.#head, this.#rest, this.#unsent] = [0, null, Buffer.alloc(0), ""];
  }

  /** A host may close after some answers; the questions behind them are then asked again. One that gave none failed. */
  #ended(cause: Error): void {
    const progress = this.#answers > 0;
    this.#hangUp();
    if (progress) this.#askAgain(this.#asked.splice(0));
    else this.#fail(cause);
  }

  /** An answer that is not plain: the platform's client asks for it again, and this lane for the ones behind it. */
  #passOn(): void {
    const [odd, ...behind] = this.#asked.splice(0);
    this.#hangUp();
    odd?.answer(undefined);
    this.#odd++;
    if (this.#odd >= MOST_ODD) this.#closed = true;
    this.#askAgain(behind);
  }

  #askAgain(questions: readonly Question[]): void {
    for (const question of questions) {
      if (this.#closed) question.answer(undefined);
      else this.#send(question);
    }
  }

  #fail(cause: Error): void {
    this.#closed = true;
    this.#hangUp();
    this.#asked.shift()?.fail(cause);
    this.#askAgain(this.#asked.splice(0));
  }

  #lookAtClock(): void {
    if (this.#asked.length === 0) return;
    const now = performance.now();
    const late = now - this.#since > this.#way.longest || now - this.#heard > this.#way.patience;
    if (late) this.#fail(new Error("no answer in time"));
  }

  #read(chunk: Buffer): void {
    this.#heard = performance.now();
    let at = 0;
    while (at < chunk.length && this.#socket !== null) {
      at = this.#head === null ? this.#readHead(chunk, at) : this.#readBody(chunk, at);
    }
  }

  #readHead(chunk: Buffer, at: number): number {
    const bytes = this.#rest.length === 0 ? chunk.subarray(at) : Buffer.concat([this.#rest, chunk.subarray(at)]);
    const end = bytes.indexOf(BETWEEN);
    const head = end < 0 ? null : readHead(bytes.toString("latin1", 0, end));
    const most = Math.min(this.#asked[0]?.most ?? -1, LARGEST_BODY);
    const unknown = end < 0 ? bytes.length > LARGEST_HEAD : head === null || head.length > most;
    if (unknown || most < 0) this.#passOn();
    else if (head === null) this.#rest = Buffer.from(bytes);
    else {
      const next = at + end + BETWEEN.length - this.#rest.length;
      [this.#head, this.#rest, this.#filled] = [head, Buffer.alloc(0), 0];
      this.#body = this.#room(head.length);
      if (head.length === 0) this.#deliver();
      return next;
    }
    return chunk.length;
  }

  #room(length: number): Buffer {
    if (length > SHARED / 8) return Buffer.allocUnsafeSlow(length);
    if (this.#shared.length < length) this.#shared = Buffer.allocUnsafeSlow(SHARED);
    const room = this.#shared.subarray(0, length);
    this.#shared = this.#shared.subarray(length);
    return room;
  }

  #readBody(chunk: Buffer, at: number): number {
    const taken = chunk.copy(this.#body, this.#filled, at);
    this.#filled += taken;
    if (this.#filled === this.#body.length) this.#deliver();
    return at + taken;
  }

  #deliver(): void {
    const last = this.#head?.last === true;
    this.#asked.shift()?.answer(this.#head?.status === "200" ? this.#body : null);
    this.#head = null;
    this.#answers++;
    this.#since = performance.now();
    if (last) this.#ended(new Error("the answer was cut off"));
  }
}
