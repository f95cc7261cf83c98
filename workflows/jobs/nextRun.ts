/**
 * When the scheduled jobs run next, from the hour in the node Settings of a workflow: ISO-8601. The hour is in the
 * workflow's time zone, as in the schedule.
 */
export const NEXT_RUN = `={{ ((today) => (today > $now ? today : today.plus({ days: 1 })).toUTC().toISO())($now.startOf('day').set({ hour: $('Settings').first().json.dailyAtHour })) }}`;
