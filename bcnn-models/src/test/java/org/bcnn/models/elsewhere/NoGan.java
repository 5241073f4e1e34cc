package org.bcnn.models.elsewhere;

import java.util.List;
import org.bcnn.layer.Dense;
import org.bcnn.layer.Flatten;
import org.bcnn.layer.Layer;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.layer.Sequential;
import org.bcnn.models.DiscriminatorDescription;
import org.bcnn.models.GanModel;
import org.bcnn.models.GanProvider;
import org.bcnn.models.GeneratorDescription;
import org.bcnn.spec.Spec;

/** A model whose generator makes no images, and whose discriminator has names of anybody's. */
public final class NoGan implements GanProvider, GanModel {
  @Override
  public String name() {
    return "no-gan";
  }

  @Override
  public String description() {
    return "a wrong model";
  }

  @Override
  public GanModel create(Spec spec) {
    return this;
  }

  @Override
  public Layer generator(GeneratorDescription description, ParameterFactory weights) {
    return Layer.of(List.of(), (x, pass) -> x);
  }

  @Override
  public Layer discriminator(DiscriminatorDescription description, ParameterFactory weights) {
    int pixels = description.channels() * description.size() * description.size();
    return new Sequential(
        List.of(
            new Flatten(), Dense.create("logits", pixels, description.outputs(), true, weights)));
  }

  @Override
  public Spec spec() {
    return Spec.of(name());
  }
}
