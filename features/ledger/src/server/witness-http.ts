/** What a witness answered. */
export interface Answer {
  readonly status: number;
  /** Without parameters, lower case. */
  readonly type: string;
  readonly text: string;
}

/** A cosignature line is under 200 bytes, a checkpoint with those of thirty witnesses under 8 KiB. */
const LARGEST = 65_536;

/** The text of a body, or null if it is larger than any honest answer or no UTF-8. */
async function readBounded(response: Response): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += part.length;
    // Leaving the loop ends the connection: the rest is never read.
    if (length > LARGEST) return null;
    parts.push(part);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts));
  } catch {
    return null;
  }
}

/**
 * Asks a witness, at the address in the signed statement and nowhere else: a redirect is no answer. Null if it does not
 * answer before `signal` aborts, or answers with more than 64 KiB or with no text.
 */
export async function askWitness(url: string, body: string | null, signal: AbortSignal): Promise<Answer | null> {
  try {
    const response = await fetch(url, {
      method: body === null ? "GET" : "POST",
      ...(body === null ? {} : { body, headers: { "content-type": "text/plain; charset=utf-8" } }),
      redirect: "error",
      signal,
    });
    const text = await readBounded(response);
    if (text === null) return null;
    const type = (response.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
    return { status: response.status, type, text };
  } catch {
    return null;
  }
}
