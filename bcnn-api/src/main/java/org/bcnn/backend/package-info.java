/**
 * The service-provider interface of backends, their discovery, and helpers that keep a backend
 * small.
 *
 * <p>A {@link org.bcnn.backend.BackendProvider} found by {@link java.util.ServiceLoader} opens a
 * {@link org.bcnn.backend.Backend}; its {@link org.bcnn.backend.Session}s hold variables and
 * compile functions to {@link org.bcnn.backend.Executable}s. No native handle leaves a backend.
 */
package org.bcnn.backend;
