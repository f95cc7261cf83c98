/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import './inProcess';
import { createRequire } from 'node:module';
import { BinaryDataService } from 'n8n-core';

/** n8n-core may carry its own copy of the container that holds its services. */
const { Container } = createRequire(require.resolve('n8n-core'))('@n8n/di') as {
	Container: { get(service: typeof BinaryDataService): BinaryDataService };
};

/** n8n's own store of binary data, in memory until `init` gives it the disk. */
export const binaryStore = (): BinaryDataService => Container.get(BinaryDataService);
