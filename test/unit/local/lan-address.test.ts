import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { lanAddress } from '../../../infra/local/lan-address.ts';

const v4 = (address: string, internal = false): NetworkInterfaceInfo => ({
  address,
  internal,
  family: 'IPv4',
  netmask: '255.255.255.0',
  mac: '02:00:00:00:00:01',
  cidr: `${address}/24`,
});
const v6 = (address: string): NetworkInterfaceInfo => ({
  address,
  internal: false,
  family: 'IPv6',
  netmask: 'ffff:ffff:ffff:ffff::',
  mac: '02:00:00:00:00:01',
  cidr: `${address}/64`,
  scopeid: 0,
});

test('the wireless address is chosen over container bridges, tunnels and loopback that come first', () => {
  const address = lanAddress({
    lo: [v4('127.0.0.1', true)],
    docker0: [v4('172.17.0.1')],
    'br-5f3': [v4('172.18.0.1')],
    veth12ab: [v4('192.168.200.1')],
    utun3: [v4('10.8.0.2')],
    wlp3s0: [v6('fe80::1'), v4('192.168.1.23')],
  });
  expect(address).toBe('192.168.1.23');
});

test('a home range is preferred to an office range, and both to a public address', () => {
  expect(lanAddress({ eth0: [v4('203.0.113.5')], eth1: [v4('10.1.2.3')] })).toBe('10.1.2.3');
  expect(lanAddress({ eth0: [v4('10.1.2.3')], wlan0: [v4('192.168.0.9')] })).toBe('192.168.0.9');
  expect(lanAddress({ eth0: [v4('203.0.113.5')] })).toBe('203.0.113.5');
});

test('172.32 is a public range, 172.16 to 172.31 is not', () => {
  expect(lanAddress({ a: [v4('172.32.0.1')], b: [v4('172.31.0.1')] })).toBe('172.31.0.1');
});

test('a machine without a network has none: neither loopback nor a self-assigned address counts', () => {
  expect(lanAddress({ lo: [v4('127.0.0.1', true)], eth0: [v4('169.254.3.4'), v6('2001:db8::1')] })).toBeUndefined();
});
