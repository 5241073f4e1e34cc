package org.bcnn.tasks.data;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The data sets in IDX files that come with the framework: where their files are published, and
 * what is in them. Stateless.
 */
final class IdxDataSets {

  private static final List<String> MNIST_MIRRORS =
      List.of(
          "https://storage.googleapis.com/cvdf-datasets/mnist/",
          "https://ossci-datasets.s3.amazonaws.com/mnist/");

  private static final List<String> FASHION_MIRRORS =
      List.of(
          "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
          "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/");

  private static final List<String> NOT_MNIST_MIRRORS =
      List.of(
          "https://raw.githubusercontent.com/davidflanagan/notMNIST-to-MNIST/"
              + "17823f4d4a3acd8317c07866702d2eb2ac79c7a0/");

  static final String TRAIN_IMAGES = "train-images-idx3-ubyte.gz";
  static final String TRAIN_LABELS = "train-labels-idx1-ubyte.gz";
  static final String TEST_IMAGES = "t10k-images-idx3-ubyte.gz";
  static final String TEST_LABELS = "t10k-labels-idx1-ubyte.gz";

  private static final IdxDataSource.Part MNIST_TRAIN =
      new IdxDataSource.Part(
          file(
              MNIST_MIRRORS,
              TRAIN_IMAGES,
              9_912_422,
              "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
          file(
              MNIST_MIRRORS,
              TRAIN_LABELS,
              28_881,
              "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
          "f4f2281148c6757937475e2bd0d629e12f784b2478ea6c3db8b3a64e009047ee");

  private static final IdxDataSource.Part MNIST_TEST =
      new IdxDataSource.Part(
          file(
              MNIST_MIRRORS,
              TEST_IMAGES,
              1_648_877,
              "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
          file(
              MNIST_MIRRORS,
              TEST_LABELS,
              4_542,
              "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
          "a5173c4b40e6a4b13648ddd14493589e696b54132ac74980beb901eed63876fb");

  private static final IdxDataSource.Part FASHION_TRAIN =
      new IdxDataSource.Part(
          file(
              FASHION_MIRRORS,
              TRAIN_IMAGES,
              26_421_880,
              "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
          file(
              FASHION_MIRRORS,
              TRAIN_LABELS,
              29_515,
              "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
          "d5a0f5de941c5ce8af591f64dda2f15647deabce667cd7d068ee26445e1d2c28");

  private static final IdxDataSource.Part FASHION_TEST =
      new IdxDataSource.Part(
          file(
              FASHION_MIRRORS,
              TEST_IMAGES,
              4_422_102,
              "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
          file(
              FASHION_MIRRORS,
              TEST_LABELS,
              5_148,
              "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
          "9cdf1b1e9bba7655dfc1420bffd496864f87b97694f30b50e1cdc0920763b0d3");

  private static final IdxDataSource.Part NOT_MNIST_TEST =
      new IdxDataSource.Part(
          file(
              NOT_MNIST_MIRRORS,
              TEST_IMAGES,
              3_172_375,
              "70ae9e06201f2827e5b0a3781a3169d735dd2efc69996b9eeaee7f10ed4044d7"),
          file(
              NOT_MNIST_MIRRORS,
              TEST_LABELS,
              5_118,
              "1fa03836e01c862542f8eb83463bb951bebec6fcb3efa28dad748c6b38a9021b"),
          "e8a9f71349d838dc3706ec1567edef06a220ba73ac75ed523fe8938803d72beb");

  /** Whose content a digest is; the name is that of the data set and its part. */
  private static final Map<String, String> OWNERS =
      Map.of(
          MNIST_TRAIN.contentDigest(), "mnist train",
          MNIST_TEST.contentDigest(), "mnist test",
          FASHION_TRAIN.contentDigest(), "fashion-mnist train",
          FASHION_TEST.contentDigest(), "fashion-mnist test",
          NOT_MNIST_TEST.contentDigest(), "notmnist test");

  private IdxDataSets() {}

  /** Handwritten digits (Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, 1998). */
  static DataSource mnist() {
    return new IdxDataSource(
        "mnist",
        "handwritten digits 0-9, files: 60000 train, 10000 test, 28x28 grey",
        List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
        Map.of(Split.TRAIN, MNIST_TRAIN, Split.TEST, MNIST_TEST));
  }

  /** Articles of clothing (H. Xiao, K. Rasul, R. Vollgraf, arXiv:1708.07747). */
  static DataSource fashionMnist() {
    return new IdxDataSource(
        "fashion-mnist",
        "articles of clothing, files: 60000 train, 10000 test, 28x28 grey",
        List.of(
            "T-shirt/top",
            "trouser",
            "pullover",
            "dress",
            "coat",
            "sandal",
            "shirt",
            "sneaker",
            "bag",
            "ankle boot"),
        Map.of(Split.TRAIN, FASHION_TRAIN, Split.TEST, FASHION_TEST));
  }

  /** Letters A to J in many typefaces (Y. Bulatov, 2011), in the format of MNIST. */
  static DataSource notMnist() {
    return new IdxDataSource(
        "notmnist",
        "letters A-J in many typefaces, files: 10000 test, 28x28 grey",
        List.of("A", "B", "C", "D", "E", "F", "G", "H", "I", "J"),
        Map.of(Split.TEST, NOT_MNIST_TEST));
  }

  /**
   * Recognises the content of the authors' files, so that one data set is not taken for another
   * that has files of the same names.
   *
   * @return such as {@code "mnist test"}; empty for images of somebody else
   */
  static Optional<String> identify(LabelledImages images) {
    return Optional.ofNullable(OWNERS.get(images.digest()));
  }

  private static RemoteFile file(List<String> mirrors, String name, long bytes, String sha256) {
    return new RemoteFile(
        name, bytes, sha256, mirrors.stream().map(base -> URI.create(base + name)).toList());
  }
}
