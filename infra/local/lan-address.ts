import type { NetworkInterfaceInfo } from 'node:os';

export type NetworkInterfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** Bridges, containers, virtual machines and tunnels: a phone on the wireless network reaches none of them. */
const VIRTUAL =
  /^(lo|docker|br-|bridge|veth|virbr|vmnet|vboxnet|vEthernet|cni|flannel|cali|podman|tun|tap|utun|wg|zt|tailscale|awdl|llw)/i;

/** RFC 1918 ranges, the ones that home and office networks hand out first. */
const PRIVATE_RANGES = [/^192\.168\./, /^10\./, /^172\.(1[6-9]|2\d|3[01])\./];

/** RFC 3927: an address that an interface gave itself because no network answered. */
const LINK_LOCAL = /^169\.254\./;

function rank(address: string): number {
  const position = PRIVATE_RANGES.findIndex((range) => range.test(address));
  return position === -1 ? PRIVATE_RANGES.length : position;
}

/**
 * The IPv4 address at which a phone on the same network reaches this machine, or undefined when it has none.
 *
 * @example lanAddress(os.networkInterfaces()) // '192.168.1.23'
 */
export function lanAddress(interfaces: NetworkInterfaces): string | undefined {
  const candidates = Object.entries(interfaces)
    .filter(([name]) => !VIRTUAL.test(name))
    .flatMap(([, addresses]) => addresses ?? [])
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && !LINK_LOCAL.test(address))
    .map(({ address }) => address);
  // Sorting is stable: among addresses of one rank the system's own order stays.
  return candidates.toSorted((a, b) => rank(a) - rank(b))[0];
}
