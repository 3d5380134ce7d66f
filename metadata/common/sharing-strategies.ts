/**
 * The ways in which organisations share records, by name: what packages may say and records are stored with. What
 * each of them means is told by its file in `rules/sharing/strategies`.
 */
export const sharingStrategies = ['private', 'free', 'hierarchical', 'scope', 'global'] as const;

export type SharingStrategy = (typeof sharingStrategies)[number];

/** The way of sharing of records that no organisation controls. */
export const everybodys: SharingStrategy = 'global';
