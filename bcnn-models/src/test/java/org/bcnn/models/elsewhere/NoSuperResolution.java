package org.bcnn.models.elsewhere;

import org.bcnn.layer.Identity;
import org.bcnn.layer.Layer;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.models.SuperResolutionDescription;
import org.bcnn.models.SuperResolutionModel;
import org.bcnn.models.SuperResolutionProvider;
import org.bcnn.spec.Spec;

/** A mistake: it enlarges nothing. */
public final class NoSuperResolution implements SuperResolutionProvider, SuperResolutionModel {
  @Override
  public String name() {
    return "no-super-resolution";
  }

  @Override
  public String description() {
    return "returns the image";
  }

  @Override
  public SuperResolutionModel create(Spec spec) {
    return this;
  }

  @Override
  public Layer build(SuperResolutionDescription description, ParameterFactory weights) {
    return new Identity();
  }

  @Override
  public int receptiveRadius(SuperResolutionDescription description) {
    return 0;
  }

  @Override
  public Spec spec() {
    return Spec.of(name());
  }
}
