import type { Line } from '../report';
import { count, money } from '../words';
import type { Html } from './html';
import { html } from './html';

/** How much of a license is in use, unused and free, as bars. */

export interface SeatBar
	extends Pick<Line, 'label' | 'detail' | 'owned' | 'assigned' | 'staleCost' | 'price'> {
	/** Null where it is not known. */
	stale: number | null;
	/** Where the list of these seats is. */
	href?: string;
}

export function seatBars(lines: readonly SeatBar[]): Html {
	return html`<ul class="bars">
			${lines.map(bar)}
		</ul>
		<p class="legend">
			<span><i class="key u"></i>in use</span><span><i class="key i"></i>assigned, unused</span
			><span><i class="key f"></i>free</span>
		</p>`;
}

function bar(line: SeatBar): Html {
	const { label, detail, owned, assigned, stale, href } = line;
	const name = label || 'Not named';
	const idle = Math.min(stale ?? 0, assigned);
	// An unlimited license, and one whose pool was not read, is as wide as what is assigned of it.
	const width = Math.max(owned ?? 0, assigned, 1);
	const share = (seats: number) => `width:${Math.round((seats / width) * 1000) / 10}%`;
	const seats = `${count(stale)} unused of ${count(assigned)}`;
	const cost = money(
		line.staleCost,
		line.price === null ? 'no price' : money([{ amount: 0, currency: line.price.currency }]),
	);
	const said = `${label}: ${owned === null ? 'no limit known' : `${count(owned)} owned`}, ${count(assigned)} assigned, ${count(stale)} unused`;
	return html`<li class="bar">
		<div>
			<b>${href === undefined ? name : html`<a href="${href}">${name}</a>`}</b
			><small>${detail}</small>
		</div>
		<div class="track" role="img" aria-label="${said}">
			<i class="u" style="${share(assigned - idle)}"></i><i class="i" style="${share(idle)}"></i>
		</div>
		<div class="m">
			${href === undefined ? cost : html`<a href="${href}">${cost}</a>`}
			<small>${href === undefined ? seats : html`<a href="${href}">${seats}</a>`}</small>
		</div>
	</li>`;
}
