package org.bcnn.tasks.superresolution;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Pictures to train on or to be judged by, which are loaded one by one when they are asked for.
 *
 * @param name what the set is called in tables and messages, such as {@code "set5"}
 * @param pictures the pictures in a fixed order, at least one, no two of one name
 */
public record PictureSet(String name, List<NamedPicture> pictures) {
  /**
   * Checks that there are pictures and that their names differ.
   *
   * @throws IllegalArgumentException if not
   */
  public PictureSet {
    pictures = List.copyOf(pictures);
    if (pictures.isEmpty()) {
      throw new IllegalArgumentException("the set of pictures " + name + " has none");
    }
    Set<String> names = new HashSet<>();
    for (NamedPicture picture : pictures) {
      if (!names.add(picture.name())) {
        throw new IllegalArgumentException(
            "the set of pictures " + name + " has two that are named " + picture.name());
      }
    }
  }

  /**
   * Returns the first pictures of the set.
   *
   * @param count how many at most, at least 1
   * @return the smaller set
   * @throws IllegalArgumentException if the count is less than 1
   */
  public PictureSet limit(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("there must be at least 1 picture, not " + count);
    }
    return new PictureSet(name, pictures.subList(0, Math.min(count, pictures.size())));
  }

  @Override
  public String toString() {
    return String.format("%s of %d pictures", name, pictures.size());
  }
}
