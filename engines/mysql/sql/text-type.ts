/** The type of every text here, so that no comparison mixes two collations. */
export const text = 'character set utf8mb4 collate utf8mb4_bin';
