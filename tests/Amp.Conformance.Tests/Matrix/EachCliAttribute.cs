using System.Reflection;
using Xunit.Sdk;

namespace Amp.Conformance.Tests.Matrix;

/// <summary>Runs a theory once for each CLI: its first argument is the CLI's name, the others are the ones given here.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class EachCliAttribute(params object[] arguments) : DataAttribute
{
    /// <summary>Gets or sets a CLI that does something else, or null for none.</summary>
    public string? Except { get; set; }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        CliMatrix.Names.Where(name => name != Except).Select(name => (object[])[name, .. arguments]);
}
