/** Time of day in which AWS makes the daily backup. */
export function findBackupWindowProblem(window: string): string | undefined {
  const times = new RegExp(`^${time}-${time}$`).exec(window)?.slice(1).map(Number);
  if (times === undefined) return 'it looks like 02:00-03:00, in UTC; correct it';

  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = times;
  const minutes = toHour * 60 + toMinute - fromHour * 60 - fromMinute;
  return (minutes + minutesOfDay) % minutesOfDay < 30 ? tooShort : undefined;
}

/** Time of the week in which AWS upgrades. */
export function findMaintenanceWindowProblem(window: string): string | undefined {
  const match = new RegExp(`^${day}:${time}-${day}:${time}$`).exec(window);
  if (match === null) {
    return 'it looks like sun:04:00-sun:05:00, in UTC and lower case; correct it';
  }
  const [, fromDay = '', fromHour, fromMinute, toDay = '', toHour, toMinute] = match;
  const from = minuteOfWeek(fromDay, fromHour, fromMinute);
  const week = 7 * minutesOfDay;
  const minutes = (minuteOfWeek(toDay, toHour, toMinute) - from + week) % week;
  if (minutes < 30) return tooShort;
  return minutes > minutesOfDay ? 'it lasts one day at most; make it shorter' : undefined;
}

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const day = `(${days.join('|')})`;
const time = '([01][0-9]|2[0-3]):([0-5][0-9])';
const minutesOfDay = 24 * 60;
const tooShort = 'it lasts 30 minutes at least; make it longer';

function minuteOfWeek(dayName: string, hour = '', minute = ''): number {
  return days.indexOf(dayName) * minutesOfDay + Number(hour) * 60 + Number(minute);
}
