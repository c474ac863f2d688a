import { type AddressPolicy, isAllowed, PUBLIC_INTERNET_ONLY } from './address-policy.js';

const WITH_LOOPBACK: AddressPolicy = { alsoAllow: ['loopback'] };
const WITH_PRIVATE: AddressPolicy = { alsoAllow: ['private'] };
const WITH_BOTH: AddressPolicy = { alsoAllow: ['loopback', 'private'] };

const PUBLIC = [
  '1.1.1.1',
  '8.8.8.8',
  '93.184.215.14',
  '172.15.255.255',
  '172.32.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '2606:4700::1111',
  '2a00:1450:4001::200e',
];
const LOOPBACK = ['127.0.0.1', '127.255.255.254', '::1'];
const PRIVATE = ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456::1'];
const NEVER = [
  ['this network', '0.0.0.0'],
  ['carrier-grade NAT', '100.64.0.1'],
  ['link-local', '169.254.1.1'],
  ['metadata', '169.254.169.254'],
  ['metadata in carrier-grade NAT', '100.100.100.200'],
  ['metadata in a private network', 'fd00:ec2::254'],
  ['protocol assignments', '192.0.0.8'],
  ['documentation', '192.0.2.1'],
  ['documentation', '198.51.100.1'],
  ['documentation', '203.0.113.1'],
  ['benchmarking', '198.18.0.1'],
  ['multicast', '224.0.0.1'],
  ['reserved', '240.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['unspecified', '::'],
  ['link-local', 'fe80::1'],
  ['link-local with a scope', 'fe80::1%lo'],
  ['loopback with a scope', '::1%lo'],
  ['multicast', 'ff02::1'],
  ['IPv4-mapped loopback', '::ffff:127.0.0.1'],
  ['IPv4-mapped loopback in hex', '::ffff:7f00:1'],
  ['IPv4-mapped private', '::ffff:10.0.0.1'],
  ['IPv4-mapped public', '::ffff:8.8.8.8'],
  ['IPv4-compatible loopback', '::127.0.0.1'],
  ['NAT64 of loopback', '64:ff9b::7f00:1'],
  ['6to4 of a private address', '2002:a00:1::1'],
  ['Teredo', '2001:0:7f00:1::1'],
  ['documentation', '2001:db8::1'],
  ['not an address', 'localhost'],
  ['octal text', '0177.0.0.1'],
  ['decimal text', '2130706433'],
  ['empty text', ''],
] as const;

describe('where outbound requests may go', () => {
  it.each(PUBLIC)('reaches %s on the public internet under every policy', (address) => {
    for (const policy of [PUBLIC_INTERNET_ONLY, WITH_LOOPBACK, WITH_PRIVATE, WITH_BOTH]) expect(isAllowed(address, policy)).toBe(true);
  });

  it.each(LOOPBACK)('reaches %s on this machine only when told so', (address) => {
    expect([PUBLIC_INTERNET_ONLY, WITH_PRIVATE, WITH_LOOPBACK, WITH_BOTH].map((policy) => isAllowed(address, policy))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it.each(PRIVATE)('reaches %s in a private network only when told so', (address) => {
    expect([PUBLIC_INTERNET_ONLY, WITH_LOOPBACK, WITH_PRIVATE, WITH_BOTH].map((policy) => isAllowed(address, policy))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it.each(NEVER)('never reaches %s: %s', (_what, address) => {
    for (const policy of [PUBLIC_INTERNET_ONLY, WITH_LOOPBACK, WITH_PRIVATE, WITH_BOTH]) expect(isAllowed(address, policy)).toBe(false);
  });
});
