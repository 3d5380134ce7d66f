/**
 * Libraries that travel in a chunk of the server, so that nobody has to install them: of these a hundredth part is wanted, and
 * by few.
 */
export const carriedLibraries = /^@opentelemetry\//;
