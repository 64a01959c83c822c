import { useEffect, useState } from "preact/hooks";

/** Numbers that only the page knows, by name, beside those the server counts. */
let told: Readonly<Record<string, number>> = {};
const listeners = new Set<() => void>();

/** Says how many there are of `name`, such as "cases/named": whoever counts it shows it, and no server is told. */
export function tellCount(name: string, count: number): void {
  if (told[name] === count) return;
  told = { ...told, [name]: count };
  for (const listener of listeners) listener();
}

/** What pages have told. */
export function useOwnCounts(): Readonly<Record<string, number>> {
  const [, again] = useState(0);
  useEffect(() => {
    const listener = (): void => again((count) => count + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return told;
}
