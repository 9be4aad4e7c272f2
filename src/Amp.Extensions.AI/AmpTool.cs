using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Amp.Extensions.AI;

/// <summary>Makes tools for the agent out of .NET functions.</summary>
public static class AmpTool
{
    /// <summary>Makes a tool of a function.</summary>
    /// <param name="name">
    /// What the function is called: letters, digits and single underscores in between, such as <c>get_stock</c>. The agent sees it as <c>mcp__app__get_stock</c>.
    /// </param>
    /// <param name="description">What it does and when to use it, for the model.</param>
    /// <param name="function">
    /// The function; it may be asynchronous. Its parameters become the schema of the input: a <see cref="System.ComponentModel.DescriptionAttribute"/> on one is told to
    /// the model, one with a default value may be left out. A <see cref="CancellationToken"/>, an <see cref="AmpToolContext"/>, an <see cref="AIFunctionArguments"/> and an
    /// <see cref="IServiceProvider"/> are filled in and no part of the schema.
    /// </param>
    /// <param name="json">
    /// How parameters and results of types of your own are read and written: <c>MyContext.Default.Options</c> of a source-generated context in a trimmed or AOT program.
    /// Numbers, text, flags and dates need none. The default is <see cref="AIJsonUtilities.DefaultOptions"/>.
    /// </param>
    /// <returns>
    /// The tool, for <see cref="AmpToolSet.Add"/> or <c>options.WithTools(…)</c>. The agent gets a text as it is, an image as an image (<see cref="DataContent"/>),
    /// a list of <see cref="AIContent"/> piece by piece, and anything else as JSON.
    /// </returns>
    /// <exception cref="ArgumentException">The name is one that the CLI would change, or there is no description.</exception>
    /// <exception cref="NotSupportedException"><paramref name="json"/> does not know the type of a parameter or of the result.</exception>
    /// <remarks>A function made by <see cref="AIFunctionFactory"/> works as well, and gets the <see cref="AmpToolContext"/> by <see cref="AIFunctionArguments.Context"/>.</remarks>
    public static AIFunction Create(string name, string description, Delegate function, JsonSerializerOptions? json = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentException.ThrowIfNullOrWhiteSpace(description);
        if (ToolName.FindProblem(name) is { } problem)
        {
            throw new ArgumentException($"'{name}' cannot be the name of a tool: {problem}", nameof(name));
        }

        return AIFunctionFactory.Create(function, new AIFunctionFactoryOptions
        {
            Name = name,
            Description = description,
            SerializerOptions = json is null ? null : WithWellKnownTypes(json),
            ExcludeResultSchema = true,
            ConfigureParameterBinding = static parameter => parameter.ParameterType == typeof(AmpToolContext)
                ? new() { ExcludeFromSchema = true, BindParameter = static (_, arguments) => AmpToolContext.From(arguments) }
                : default,
        });
    }

    // A context of one's own has one's own types, and seldom a number or a text.
    private static JsonSerializerOptions WithWellKnownTypes(JsonSerializerOptions json)
    {
        var both = new JsonSerializerOptions(json);
        both.TypeInfoResolverChain.Add(AIJsonUtilities.DefaultOptions.TypeInfoResolver!);
        return both;
    }
}
