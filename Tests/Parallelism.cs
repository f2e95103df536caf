using Xunit.Sdk;
using Xunit.v3;

// libtorch's generator is one for the process, and the machine has two cores: tests run one after another.
[assembly: Parallelization(Mode = ParallelMode.None)]
