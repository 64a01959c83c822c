import { useEffect, useState } from "preact/hooks";
import { keepsFiles, own } from "./own-files.ts";

let asked: Promise<boolean> | undefined;

/** Whether this browser lets the desk keep anything on this device; true until that is known. Asked once. */
export function useKeepsHere(): boolean {
  const [keeps, setKeeps] = useState(true);
  useEffect(() => {
    asked ??= keepsFiles(own);
    void asked.then(setKeeps);
  }, []);
  return keeps;
}
