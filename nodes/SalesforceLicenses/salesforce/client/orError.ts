import { SalesforceError } from './errors';

/** What was read, or an error that the caller knows what to do about; any other is thrown. */
export async function orError<T>(
	reading: Promise<T>,
	isKnown: (error: SalesforceError) => boolean,
): Promise<T | SalesforceError> {
	return await reading.catch((error: unknown) => {
		if (error instanceof SalesforceError && isKnown(error)) return error;
		throw error;
	});
}
