import { SalesforceError } from './errors';

/** The result, or an error that the caller handles; any other error is thrown. */
export async function orError<T>(
	reading: Promise<T>,
	isKnown: (error: SalesforceError) => boolean,
): Promise<T | SalesforceError> {
	return await reading.catch((error: unknown) => {
		if (error instanceof SalesforceError && isKnown(error)) return error;
		throw error;
	});
}
