/** A shelf in memory, as a browser gives one. */
export function shelf(): { readonly kept: Map<string, Uint8Array>; readonly files: () => Promise<never> } {
  const kept = new Map<string, Uint8Array>();
  const files = {
    match: (at: string) => Promise.resolve(kept.has(at) ? new Response(kept.get(at)?.slice()) : undefined),
    put: async (at: string, answer: Response) => void kept.set(at, new Uint8Array(await answer.arrayBuffer())),
    keys: () => Promise.resolve([...kept.keys()].map((path) => ({ url: `http://line.test${path}` }))),
    delete: (at: string) => Promise.resolve(kept.delete(at)),
  };
  return { kept, files: () => Promise.resolve(files as never) };
}
