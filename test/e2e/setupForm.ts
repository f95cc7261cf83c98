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

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The guided setup, step by step. */
export class SetupForm extends FormPages {
	private profile = '';

	/** The profile whose pages follow. */
	named(profile: string): this {
		this.profile = profile;
		return this;
	}

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
		this.profile = name;
		// Where n8n is connected already, the next page says so.
		await this.submit(new RegExp(`^(${escaped(name)} \\(Draft\\)|${escaped(this.titleOf('licenses'))})$`));
		await this.toSteps();
	}

	/** Back to the list of steps, from whatever page. What was entered on it is kept half done. */
	async toSteps(): Promise<void> {
		const steps = `${this.profile} (`;
		const title = await this.page.locator('h1').first().innerText();
		if (title.startsWith(steps)) return;
		const button = await this.page.locator('#submit-btn').innerText();
		if (!button.includes('Back to the steps')) {
			const choices = await this.page.getByLabel(INSTEAD, { exact: true }).innerText();
			const back = ['Back to the steps', 'Save, and continue later'];
			await this.instead(back.find((choice) => choices.includes(choice)) ?? '');
		}
		await this.submit(new RegExp(`^${escaped(this.profile)} \\((Draft|Published)\\)$`));
	}

	async openProfile(name: string, status: 'Draft' | 'Published'): Promise<void> {
		await this.choose('Profile', name);
		await this.submit(`${name} (${status})`);
		this.profile = name;
	}

	/** Opens a step: with the button where it is the next one, else as a choice. */
	async lane(name: string, title = name): Promise<void> {
		const shown = await this.page.locator('h1').first().innerText();
		if (shown === title) return;
		await this.toSteps();
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

	/** Uses the connection that was tested; the profile details come next where they are not done. */
	async useConnection(): Promise<void> {
		const steps = [this.titleOf('licenses'), `${this.profile} (Draft)`].map(escaped);
		await this.submit(new RegExp(`^(${steps.join('|')})$`));
	}

	async back(): Promise<void> {
		await this.toSteps();
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
	async complete(title = 'Review and publish'): Promise<void> {
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

	/** Publishes, and waits for the end of the first run. */
	async publish(): Promise<void> {
		await this.lane('Review and publish');
		if ((await this.page.getByText('Publish it with dry run off').count()) > 0) {
			await this.tick('Publish it with dry run off');
		}
		await this.submit(`First run: ${this.profile}`);
		await this.untilOver();
	}

	/** The page of the first run shows its progress as often as it is asked to. */
	async untilOver(): Promise<void> {
		const progress = this.page.getByRole('button', { name: 'Show the progress' });
		while (await progress.isVisible()) await this.submit(`First run: ${this.profile}`);
	}
}
