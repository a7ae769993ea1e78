/**
 * The version of the contract. Pages of this version and of the one before are served: a field or an operation that goes is first
 * left unused for one version.
 */
export const CONTRACT_VERSION = 1;
