package org.bcnn.backend;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;

/**
 * Finds backends on the class path and chooses one: an explicit name, else the system property
 * {@code bcnn.backend}, else the environment variable {@code BCNN_BACKEND}, else the only available
 * one. There is no silent ranking: none, several or an unknown name is an error that lists what was
 * found. Immutable and thread-safe.
 */
public final class Backends {
  /** The system property that names the backend. */
  public static final String PROPERTY = "bcnn.backend";

  /** The environment variable that names the backend. */
  public static final String VARIABLE = "BCNN_BACKEND";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

  private static final String COORDINATES =
      "add org.bcnn:bcnn-backend-tf (TensorFlow) or org.bcnn:bcnn-backend-djl (PyTorch) to the class path";

  /**
   * One provider that was found, or failed to load.
   *
   * @param name its name, or where it came from if it could not be made
   * @param description what it runs on
   * @param unavailable why it cannot be used, or empty
   */
  public record Found(String name, String description, Optional<String> unavailable) {
    /** Checks that the provider answered. */
    public Found {
      Objects.requireNonNull(description, "the provider has no description");
      Objects.requireNonNull(unavailable, "the provider does not say whether it is available");
    }

    @Override
    public String toString() {
      return name
          + unavailable.map(reason -> " (unavailable: " + reason + ")").orElse(" (available)");
    }
  }

  private final Map<String, BackendProvider> available = new LinkedHashMap<>();
  private final Map<String, String> origins = new LinkedHashMap<>();
  private final List<Found> found = new ArrayList<>();

  private Backends(ServiceLoader<BackendProvider> loader) {
    load(loader).forEach(this::examine);
  }

  /** Makes the providers that can be made, and records why the others cannot. */
  private List<BackendProvider> load(ServiceLoader<BackendProvider> loader) {
    List<BackendProvider> providers = new ArrayList<>();
    Iterator<BackendProvider> candidates = loader.iterator();
    String last = null;
    while (true) {
      try {
        if (!candidates.hasNext()) {
          return providers;
        }
        providers.add(candidates.next());
      } catch (ServiceConfigurationError | LinkageError broken) {
        // The iterator has moved past the broken provider, so one bad jar hides no other; where it
        // cannot move, because the class loader itself fails, it says the same again.
        String reason = reason(broken);
        if (reason.equals(last)) {
          return providers;
        }
        last = reason;
        found.add(new Found("a broken provider", "", Optional.of(reason)));
      }
    }
  }

  private void examine(BackendProvider provider) {
    String origin = provider.getClass().getName();
    Found answers;
    try {
      answers = new Found(provider.name(), provider.description(), provider.unavailableReason());
    } catch (RuntimeException | LinkageError broken) {
      found.add(new Found(origin, "", Optional.of(reason(broken))));
      return;
    }
    String name = answers.name();
    if (name == null || !NAME.matcher(name).matches()) {
      throw new BackendException(
          "provider "
              + origin
              + " has the malformed name '"
              + name
              + "'; a name is lower-case letters, digits and hyphens");
    }
    String other = origins.putIfAbsent(name, origin);
    if (other != null) {
      throw new BackendException(
          "two providers are named '"
              + name
              + "'; remove one of their jars: "
              + other
              + " and "
              + origin);
    }
    found.add(answers);
    if (answers.unavailable().isEmpty()) {
      available.put(name, provider);
    }
  }

  private static String reason(Throwable broken) {
    Throwable root = broken;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root == broken ? broken.toString() : broken.getMessage() + ": " + root;
  }

  /**
   * Looks for providers with the class loader that loaded this interface.
   *
   * @return what was found
   * @throws BackendException if names are malformed or taken twice
   */
  public static Backends find() {
    return find(Backends.class.getClassLoader());
  }

  /**
   * Looks for providers with a class loader.
   *
   * @param classLoader the class loader
   * @return what was found
   * @throws BackendException if names are malformed or taken twice
   */
  public static Backends find(ClassLoader classLoader) {
    return new Backends(ServiceLoader.load(BackendProvider.class, classLoader));
  }

  /**
   * Lists every provider found, available or not.
   *
   * @return the providers in the order of the class path
   */
  public List<Found> found() {
    return List.copyOf(found);
  }

  /**
   * Lists the names of the available backends.
   *
   * @return the names
   */
  public List<String> available() {
    return List.copyOf(available.keySet());
  }

  /**
   * Chooses a backend by the rule above. Names are taken in upper or lower case.
   *
   * @param explicit the name asked for, or null
   * @return the provider
   * @throws BackendException if the rule chooses none; the message lists what was found
   */
  public BackendProvider choose(String explicit) {
    return choose(explicit, System.getProperty(PROPERTY), System.getenv(VARIABLE));
  }

  BackendProvider choose(String explicit, String property, String variable) {
    if (explicit != null) {
      return named(explicit, "asked for");
    }
    if (property != null && !property.isBlank()) {
      return named(property, "named by -D" + PROPERTY);
    }
    if (variable != null && !variable.isBlank()) {
      return named(variable, "named by " + VARIABLE);
    }
    if (available.size() == 1) {
      return available.values().iterator().next();
    }
    if (available.isEmpty()) {
      throw new BackendException("no backend is available; found " + found + "; " + COORDINATES);
    }
    throw new BackendException(
        "several backends are available, choose one by name, by -D"
            + PROPERTY
            + " or by "
            + VARIABLE
            + "; found "
            + found);
  }

  private BackendProvider named(String name, String how) {
    BackendProvider provider = available.get(name.strip().toLowerCase(Locale.ROOT));
    if (provider == null) {
      throw new BackendException(
          "backend '"
              + name
              + "', "
              + how
              + ", is not available; found "
              + found
              + "; "
              + COORDINATES);
    }
    return provider;
  }
}
