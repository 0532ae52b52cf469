import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

// Test files share one page: none leaves anything on it.
afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
});
