/** How candidates become delegates: nomination, screening by two offices, versions of the list, observers. */
export const delegateOperations = {};
