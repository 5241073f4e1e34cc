package org.bcnn.backend;

/**
 * What a backend says of itself, for provenance.
 *
 * @param name the provider's name, such as {@code tf}
 * @param engine the engine and its Java binding with version
 * @param nativeVersion the version of the native library
 * @param device the device that computes, such as {@code cpu}
 * @param threads compute threads in use, 0 if the engine decides
 */
public record BackendInfo(
    String name, String engine, String nativeVersion, String device, int threads) {}
