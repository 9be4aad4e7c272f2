namespace Amp.Client.Tests.Environments;

/// <summary>Changes variables of this process until it is disposed. Only in tests that nothing runs beside.</summary>
internal sealed class ProcessEnvironment : IDisposable
{
    /// <summary>The collection of the tests that use it.</summary>
    public const string Collection = "The environment of this process";

    private readonly Dictionary<string, string?> _before;

    private ProcessEnvironment(Dictionary<string, string?> before) => _before = before;

    public static ProcessEnvironment With(params (string Name, string? Value)[] variables)
    {
        var before = variables.ToDictionary(variable => variable.Name, variable => Environment.GetEnvironmentVariable(variable.Name));
        foreach (var (name, value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        return new(before);
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    [CollectionDefinition(Collection, DisableParallelization = true)]
    public sealed class Alone;
}
