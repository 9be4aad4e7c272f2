using Amp.Client;
using Microsoft.Extensions.AI;

namespace Amp.Extensions.AI;

/// <summary>Gives a run .NET functions as tools.</summary>
public static class AmpRunOptionsExtensions
{
    extension(AmpRunOptions options)
    {
        /// <summary>The same options with further functions that the agent may call.</summary>
        /// <param name="functions">
        /// Made by <see cref="AmpTool.Create"/> or <see cref="AIFunctionFactory"/>. The agent sees them as <c>mcp__app__…</c>; for another name, a time limit, services or a log
        /// make an <see cref="AmpToolSet"/>.
        /// </param>
        /// <returns>New options: these are a record that runs share, and stay as they are.</returns>
        /// <exception cref="ArgumentException">Two functions have the same name, or one has a name that the CLI would change.</exception>
        public AmpRunOptions WithTools(params IEnumerable<AIFunction> functions)
        {
            ArgumentNullException.ThrowIfNull(options);
            ArgumentNullException.ThrowIfNull(functions);
            var earlier = options.ToolServers.OfType<AmpToolSet>().FirstOrDefault(static set => set.Name == AmpToolSet.DefaultName);
            var all = new AmpToolSet(AmpToolSet.DefaultName, earlier?.Options);
            foreach (var function in (earlier ?? Enumerable.Empty<AIFunction>()).Concat(functions))
            {
                all.Add(function);
            }

            return options with { ToolServers = [.. options.ToolServers.Where(server => server != earlier), all] };
        }
    }
}
