import { BlockList, isIP } from 'node:net';

/**
 * Where outbound requests may go besides the public internet. An explicit setting: `loopback` for tests and the demo,
 * `private` (RFC 1918 and fc00::/7) where a company's own chat or push server stands inside. Link-local addresses and
 * cloud metadata services are never reachable.
 */
export interface AddressPolicy {
  readonly alsoAllow: readonly ('loopback' | 'private')[];
}

export const PUBLIC_INTERNET_ONLY: AddressPolicy = { alsoAllow: [] };

type Subnet = readonly [address: string, prefix: number, family: 'ipv4' | 'ipv6'];

/** IANA special-purpose registries: everything that is not a host of the public internet. */
const NOT_PUBLIC = subnets([
  ['0.0.0.0', 8, 'ipv4'], // this network
  ['10.0.0.0', 8, 'ipv4'], // private
  ['100.64.0.0', 10, 'ipv4'], // carrier-grade NAT, and one cloud's metadata
  ['127.0.0.0', 8, 'ipv4'], // loopback
  ['169.254.0.0', 16, 'ipv4'], // link-local, metadata of most clouds
  ['172.16.0.0', 12, 'ipv4'], // private
  ['192.0.0.0', 24, 'ipv4'], // protocol assignments
  ['192.0.2.0', 24, 'ipv4'], // documentation
  ['192.88.99.0', 24, 'ipv4'], // 6to4 relays
  ['192.168.0.0', 16, 'ipv4'], // private
  ['198.18.0.0', 15, 'ipv4'], // benchmarking
  ['198.51.100.0', 24, 'ipv4'], // documentation
  ['203.0.113.0', 24, 'ipv4'], // documentation
  ['224.0.0.0', 4, 'ipv4'], // multicast
  ['240.0.0.0', 4, 'ipv4'], // reserved, broadcast
  ['2001::', 23, 'ipv6'], // protocol assignments, Teredo (carries an IPv4 address)
  ['2001:db8::', 32, 'ipv6'], // documentation
  ['2002::', 16, 'ipv6'], // 6to4 (carries an IPv4 address)
  ['3fff::', 20, 'ipv6'], // documentation
]);

/** All that IANA has given out as global unicast; mapped, translated, loopback and local addresses lie outside. */
const GLOBAL_UNICAST_6 = subnets([['2000::', 3, 'ipv6']]);

const METADATA = subnets([
  ['169.254.0.0', 16, 'ipv4'],
  ['100.100.100.200', 32, 'ipv4'],
  ['fd00:ec2::', 32, 'ipv6'],
  ['fd20:ce::254', 128, 'ipv6'],
]);

const ALSO = {
  loopback: subnets([
    ['127.0.0.0', 8, 'ipv4'],
    ['::1', 128, 'ipv6'],
  ]),
  private: subnets([
    ['10.0.0.0', 8, 'ipv4'],
    ['172.16.0.0', 12, 'ipv4'],
    ['192.168.0.0', 16, 'ipv4'],
    ['fc00::', 7, 'ipv6'],
  ]),
} as const;

/** Whether a request may connect to `address`, an IP address in text form. Anything else is refused. */
export function isAllowed(address: string, policy: AddressPolicy): boolean {
  const family = familyOf(address);
  // BlockList takes an IPv4-mapped address for the IPv4 one inside; we take it for neither, since nobody publishes one.
  if (family === undefined || isMapped(address) || METADATA.check(address, family)) return false;
  if (policy.alsoAllow.some((kind) => ALSO[kind].check(address, family))) return true;
  if (NOT_PUBLIC.check(address, family)) return false;
  return family === 'ipv4' || GLOBAL_UNICAST_6.check(address, family);
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  if (version === 0 || address.includes('%')) return undefined;
  return version === 4 ? 'ipv4' : 'ipv6';
}

const MAPPED = subnets([['::ffff:0:0', 96, 'ipv6']]);
const isMapped = (address: string): boolean => address.includes(':') && MAPPED.check(address, 'ipv6');

function subnets(list: readonly Subnet[]): BlockList {
  const found = new BlockList();
  for (const [address, prefix, family] of list) found.addSubnet(address, prefix, family);
  return found;
}
