/** How a command ends, for scripts and timers. */
export const EXIT = {
  /** Everything that was looked at holds. */
  fine: 0,
  /** The host showed something that contradicts its own signatures or what it showed before. The evidence is saved. */
  lied: 1,
  /** Nothing can be said: the network, the disk, or what was typed. */
  unchecked: 2,
  /** Nothing is wrong, but something needed for full certainty is missing: witnesses, a fresh record, a valid statement. */
  incomplete: 3,
  /** The host gave more to read, or took longer, than this run was allowed to take: the rest was not looked at. */
  spent: 4,
} as const;
