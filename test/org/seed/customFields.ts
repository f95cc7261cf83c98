import type { Field } from '../objects/field';
import { day, field, flag, text, when, writable } from '../objects/field';
import type { Seeding } from './seedOrg';

/** Custom fields that a company may have on User, one of each type; their texts look like other types. */
export const CUSTOM_FIELDS: Readonly<Record<string, Field>> = {
	IsContractor__c: writable(flag),
	HourlyRate__c: writable(field('double')),
	ContractEnd__c: writable(day),
	LastReview__c: writable(when),
	CostCenter__c: writable(text),
};

const RATES = [85.5, 100, 12_000_000, null, 0];
const TEXTS = ['0042', 'true', '1e3', null, 'Sales, "EMEA"'];

export function fillCustomFields({ org, staff }: Seeding): void {
	let number = 0;
	for (const user of org.table('User').values()) {
		number++;
		Object.assign(user, {
			IsContractor__c: number % 4 === 0,
			HourlyRate__c: RATES[number % RATES.length],
			ContractEnd__c: number % 3 === 0 ? staff.day(-number) : null,
			LastReview__c: number % 3 === 1 ? staff.ago(number) : null,
			CostCenter__c: TEXTS[number % TEXTS.length],
		});
	}
}
