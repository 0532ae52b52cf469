import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

// Test files share one page and its language: none leaves anything else on it.
afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
});
