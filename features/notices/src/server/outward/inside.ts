import { BlockList, isIP } from "node:net";

/** Networks that are no part of the public Internet: IANA's registries of special-purpose addresses, and multicast. */
const INSIDE: Readonly<Record<"ipv4" | "ipv6", readonly (readonly [string, number])[]>> = {
  ipv4: [
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
    ["172.16.0.0", 12],
    ["192.0.0.0", 24],
    ["192.0.2.0", 24],
    ["192.88.99.0", 24],
    ["192.168.0.0", 16],
    ["198.18.0.0", 15],
    ["198.51.100.0", 24],
    ["203.0.113.0", 24],
    ["224.0.0.0", 3],
  ],
  ipv6: [
    ["::", 96],
    // An address of the other family can stand in all of these: whoever sends there reaches what it names.
    ["::ffff:0:0", 96],
    ["64:ff9b::", 96],
    ["64:ff9b:1::", 48],
    ["2002::", 16],
    ["2001::", 23],
    ["100::", 64],
    ["2001:db8::", 32],
    ["3fff::", 20],
    ["5f00::", 16],
    ["fc00::", 7],
    ["fe80::", 10],
    ["fec0::", 10],
    ["ff00::", 8],
  ],
};

/** A list for each: Node holds that every address of the older family is among those of ::ffff:0:0/96. */
function listOf(family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const [network, bits] of INSIDE[family]) list.addSubnet(network, bits, family);
  return list;
}
const [four, six] = [listOf("ipv4"), listOf("ipv6")];

/** Whether an IP address belongs to this machine, to a private network or to nobody: all that is not public. */
export function isInside(address: string): boolean {
  const family = address.includes("%") ? 0 : isIP(address);
  if (family === 0) return true;
  return family === 4 ? four.check(address, "ipv4") : six.check(address, "ipv6");
}
