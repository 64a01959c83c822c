import { useEffect } from "preact/hooks";

/** Whoever on this page would lose something now. */
const asking = new Set<object>();

/**
 * While `on`, the browser asks before the page is closed, reloaded or left. Set as the one handler and not added: leaving
 * quickly takes it away, and must never be held up by a question.
 */
export function useLeaveQuestion(on: boolean): void {
  useEffect(() => {
    if (!on) return undefined;
    const one = {};
    asking.add(one);
    window.onbeforeunload = (event) => event.preventDefault();
    return () => {
      asking.delete(one);
      if (asking.size === 0) window.onbeforeunload = null;
    };
  }, [on]);
}
