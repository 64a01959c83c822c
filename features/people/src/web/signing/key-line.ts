/**
 * A key as C2SP writes it, "name+hash+base64", as people can compare it: the name and the eight letters and digits of the
 * hash. For a witness the address after the space is left out.
 */
export function keyLine(line: string): string {
  const [name = "", hash = ""] = line.split("+");
  return `${name} (${hash})`;
}
