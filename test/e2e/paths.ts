/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import path from 'node:path';

export const ROOT = path.resolve(__dirname, '..', '..');
export const E2E = __dirname;
/** Kept between runs, and never committed. */
export const CACHE = path.join(ROOT, '.cache');
export const LOGS = path.join(CACHE, 'logs');
export const SCREENSHOTS = path.join(CACHE, 'screenshots');
