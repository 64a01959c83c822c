/**
 * The signed-in areas: each a page (`NAME.html`) and a bundle of its own, so that none holds code of another. Employees have none
 * yet: it comes with the first feature that shows something there, and with the one that signs employees in.
 */
export const areas = ["desk"] as const;
