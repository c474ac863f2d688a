/** The one connection pool of a process, as Nest knows it; which library is behind it concerns services/persistence alone. */
export { DataSource as Database } from 'typeorm';
