interface Span {
  unit: 'seconds' | 'minutes' | 'hours';
  count: number;
}

/** A time as people say it: the more of it, the rounder. */
export function roughly(seconds: number): Span {
  if (seconds <= 55) {
    return { unit: 'seconds', count: Math.max(5, Math.ceil(seconds / 5) * 5) };
  }
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 10) return { unit: 'minutes', count: minutes };
  if (minutes < 90) return { unit: 'minutes', count: Math.round(minutes / 5) * 5 };
  return { unit: 'hours', count: Math.round(minutes / 60) };
}
