import { FormPages } from './formPages';

/** The guided setup, step by step. */
export class SetupForm extends FormPages {
	private profile = '';

	/** The page that asks which profile. */
	async start(n8nUrl: string, query = ''): Promise<void> {
		const address = `${n8nUrl}/form/salesforce-licenses-setup${query}`;
		await this.open(address, 'Salesforce licenses: guided setup');
		await this.submit('Integration profile');
	}

	async newProfile(name: string): Promise<void> {
		// There is nothing to choose from before the first profile.
		if ((await this.page.locator('select').count()) > 0) {
			await this.choose('Profile', 'A new profile');
		}
		await this.fill('Display name', name);
		await this.submit(`${name} (Draft)`);
		this.profile = name;
	}

	async openProfile(name: string, status: 'Draft' | 'Published'): Promise<void> {
		await this.choose('Profile', name);
		await this.submit(`${name} (${status})`);
		this.profile = name;
	}

	async lane(name: string, title = name): Promise<void> {
		await this.choose('What next?', name);
		await this.submit(title);
	}

	/** Saves, and waits for the list of steps. */
	async save(status: 'Draft' | 'Published' = 'Draft'): Promise<void> {
		await this.submit(`${this.profile} (${status})`);
	}

	async publish(): Promise<void> {
		await this.lane('Review and publish');
		await this.choose('What next?', 'Publish');
		await this.submit(`Publish ${this.profile}?`);
		await this.tick('Publish it');
		await this.save('Published');
	}
}
