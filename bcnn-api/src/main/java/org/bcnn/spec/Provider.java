package org.bcnn.spec;

import java.util.List;

/**
 * Makes a component from its settings. Each kind of component extends this interface; whoever
 * writes a new component lists a provider of it in {@code META-INF/services}.
 *
 * @param <T> the kind of component
 */
public interface Provider<T> {
  /**
   * Returns the name that specifications use.
   *
   * @return the name, unique among its kind
   */
  String name();

  /**
   * Says what the component is.
   *
   * @return a few words, with the paper it is from
   */
  String description();

  /**
   * Returns the settings.
   *
   * @return the settings, in the order in which they are to be shown; empty if there are none
   */
  default List<Setting> settings() {
    return List.of();
  }

  /**
   * Makes the component.
   *
   * @param spec what is asked for: it has every setting of {@link #settings()} and no other
   * @return the component
   * @throws IllegalArgumentException if a setting makes no sense; the message is for the user
   */
  T create(Spec spec);
}
