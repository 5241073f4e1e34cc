package org.bcnn.spec;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The components of a kind by name. Immutable and thread-safe.
 *
 * @param <T> the kind of component
 */
public final class Registry<T> {
  private final String kind;
  private final Map<String, Provider<? extends T>> providers;

  private Registry(String kind, Map<String, Provider<? extends T>> providers) {
    this.kind = kind;
    this.providers = providers;
  }

  /**
   * Finds the providers on the class path.
   *
   * @param <T> the kind of component
   * @param kind what a component is called in messages, such as "prior"
   * @param service the providers' interface
   * @return the registry, in alphabetical order
   * @throws IllegalStateException if a provider cannot be loaded, has a malformed name, or two have
   *     one name
   */
  public static <T> Registry<T> load(String kind, Class<? extends Provider<? extends T>> service) {
    Iterator<? extends Provider<? extends T>> found = ServiceLoader.load(service).iterator();
    Map<String, Provider<? extends T>> providers = new TreeMap<>();
    try {
      while (found.hasNext()) {
        add(kind, providers, found.next());
      }
    } catch (ServiceConfigurationError broken) {
      throw new IllegalStateException(
          "a " + kind + " on the class path cannot be loaded: " + broken.getMessage(), broken);
    }
    return new Registry<>(kind, providers);
  }

  /**
   * Makes a registry of given providers.
   *
   * @param <T> the kind of component
   * @param kind what a component is called in messages
   * @param providers the providers
   * @return the registry, in alphabetical order
   * @throws IllegalStateException if a name is malformed, or two have one name
   */
  public static <T> Registry<T> of(
      String kind, Collection<? extends Provider<? extends T>> providers) {
    Map<String, Provider<? extends T>> named = new TreeMap<>();
    providers.forEach(provider -> add(kind, named, provider));
    return new Registry<>(kind, named);
  }

  private static <T> void add(
      String kind, Map<String, Provider<? extends T>> providers, Provider<? extends T> provider) {
    requireName(kind, provider);
    Provider<? extends T> other = providers.putIfAbsent(provider.name(), provider);
    if (other != null) {
      throw new IllegalStateException(
          String.format(
              "there are two %ss named \"%s\": %s and %s; remove one from the class path",
              kind, provider.name(), other.getClass().getName(), provider.getClass().getName()));
    }
  }

  private static void requireName(String kind, Provider<?> provider) {
    try {
      Spec.of(provider.name());
    } catch (IllegalArgumentException | NullPointerException malformed) {
      throw new IllegalStateException(
          String.format(
              "the %s %s has a malformed name: %s",
              kind, provider.getClass().getName(), malformed.getMessage()),
          malformed);
    }
  }

  /**
   * Returns the providers.
   *
   * @return the providers, in alphabetical order of their names
   */
  public List<Provider<? extends T>> providers() {
    return List.copyOf(providers.values());
  }

  /**
   * Returns the names.
   *
   * @return the names, in alphabetical order
   */
  public List<String> names() {
    return List.copyOf(providers.keySet());
  }

  /**
   * Makes a component.
   *
   * @param text {@code name} or {@code name:key=value,key=value}
   * @return the component
   * @throws IllegalArgumentException if the text is malformed, or there is no such component or
   *     setting; the message lists what there is
   */
  public T create(String text) {
    return create(Spec.parse(text));
  }

  /**
   * Makes a component.
   *
   * @param spec its name and those of its settings that are not to have their default
   * @return the component
   * @throws IllegalArgumentException if there is no such component or setting, or a setting makes
   *     no sense
   */
  public T create(Spec spec) {
    Provider<? extends T> provider = providers.get(spec.name());
    if (provider == null) {
      throw new IllegalArgumentException(
          String.format(
              "there is no %s named \"%s\"; these are known: %s",
              kind, spec.name(), String.join(", ", names())));
    }
    return provider.create(complete(provider, spec));
  }

  private Spec complete(Provider<? extends T> provider, Spec spec) {
    Map<String, String> given = new LinkedHashMap<>(spec.settings());
    Map<String, String> settings = new LinkedHashMap<>();
    for (Setting setting : provider.settings()) {
      String value = given.remove(setting.key());
      if (value == null && setting.defaultValue() == null) {
        throw new IllegalArgumentException(
            String.format(
                "the %s %s needs %s (%s): write %s:%s=…",
                kind,
                spec.name(),
                setting.key(),
                setting.description(),
                spec.name(),
                setting.key()));
      }
      settings.put(setting.key(), value == null ? setting.defaultValue() : value);
    }
    if (!given.isEmpty()) {
      String known =
          provider.settings().isEmpty()
              ? "it has none"
              : "it has "
                  + provider.settings().stream()
                      .map(Setting::key)
                      .collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          String.format(
              "the %s %s has no setting %s; %s",
              kind, spec.name(), String.join(", ", given.keySet()), known));
    }
    return new Spec(spec.name(), settings);
  }
}
