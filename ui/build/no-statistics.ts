/** Stands in for Vaadin's usage statistics: the product asks no other host. */
export const usageStatistics = (): void => undefined;
export const runIfDevelopmentMode = (): void => undefined;
