import { FormPages } from './formPages';

const INSTEAD = 'Or instead';
const PAGES = {
	licenses: 'Licenses and prices',
	rules: 'What to look for',
	users: 'Which users',
	asking: 'Who is asked',
	limits: 'Limits and alerts',
};
type DetailsPage = keyof typeof PAGES;

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

	/** Opens a step: with the button where it is the next one, else as a choice. */
	async lane(name: string, title = name): Promise<void> {
		const isFirstRun = this.page.getByRole('heading', { name: `First run: ${this.profile}` });
		if (await isFirstRun.isVisible()) await this.save('Published');
		const button = await this.page.locator('#submit-btn').innerText();
		if (!button.includes(name)) await this.instead(name);
		await this.submit(title);
	}

	/** Chooses what to do instead of what the button says. */
	async instead(choice: string): Promise<void> {
		await this.choose(INSTEAD, choice);
	}

	/** Saves, and waits for the list of steps. */
	async save(status: 'Draft' | 'Published' = 'Draft'): Promise<void> {
		await this.submit(`${this.profile} (${status})`);
	}

	async back(status: 'Draft' | 'Published' = 'Draft'): Promise<void> {
		await this.instead('Back to the steps');
		await this.save(status);
	}

	/** The title of a page of the profile. */
	titleOf(page: DetailsPage): string {
		return `${PAGES[page]}: ${this.profile}`;
	}

	/** Opens the step of the profile at one of its pages. */
	async details(page: DetailsPage): Promise<void> {
		await this.lane('Profile details', this.titleOf('licenses'));
		if (page !== 'licenses') await this.goTo(page);
	}

	/** From one page of the profile to another; entries are kept. */
	async goTo(page: DetailsPage): Promise<void> {
		const button = await this.page.locator('#submit-btn').innerText();
		if (!button.includes(PAGES[page])) await this.instead(`Go to: ${PAGES[page]}`);
		await this.submit(this.titleOf(page));
	}

	/** Marks the pages of the profile complete; the next page has this title. */
	async complete(title = `${this.profile} (Draft)`): Promise<void> {
		const button = await this.page.locator('#submit-btn').innerText();
		if (!button.includes('mark complete')) await this.instead('Save and mark complete');
		await this.submit(title);
	}

	/** Without the rules that a new profile has besides the one for unused seats. */
	async onlyUnusedSeats(): Promise<void> {
		await this.tick(
			'Deactivated users who still hold',
			'Users who have been frozen',
			'Permission set licenses that none',
		);
	}

	async publish(): Promise<void> {
		await this.lane('Review and publish');
		await this.submit(`Publish ${this.profile}?`);
		await this.tick('Publish it');
		await this.submit(`First run: ${this.profile}`);
	}
}
