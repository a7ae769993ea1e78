/**
 * The version of the contract. Pages of the version before stay open in browsers when this one is deployed, and pages of this one when
 * it is taken back, so two neighbours understand each other: a field or an operation that goes is first left unused for one version,
 * one that comes is first understood for one. `test/integration/contracts` holds it to the contract that is kept in `test/contracts`.
 */
export const CONTRACT_VERSION = 1;
