using Amp.Testing;

namespace Amp.Workspace.Tests.Diffs;

/// <summary>Checks a patch as a user would: the old files in a folder, plain <c>git apply</c>, and a look at what they have become.</summary>
internal static class PlainApply
{
    /// <returns>The tree that the old one becomes.</returns>
    public static async Task<string> ToAsync(TestRepository repository, string fromTree, ReadOnlyMemory<byte> patch)
    {
        var scratch = Directory.CreateDirectory(Path.Combine(repository.Surroundings, "scratch-" + Guid.NewGuid().ToString("N"))).FullName;
        var format = await repository.GitAsync("rev-parse", "--show-object-format");
        await repository.GitInAsync(scratch, "init", "--quiet", "--object-format", format);
        await File.WriteAllTextAsync(Path.Combine(scratch, ".git/objects/info/alternates"), Path.Combine(await repository.GitAsync("rev-parse", "--path-format=absolute", "--git-common-dir"), "objects") + "\n");
        await repository.GitInAsync(scratch, "read-tree", fromTree);
        await repository.GitInAsync(scratch, "checkout-index", "--all", "--force");
        if (!patch.IsEmpty)
        {
            var file = Path.Combine(repository.Surroundings, "patch-" + Guid.NewGuid().ToString("N"));
            await File.WriteAllBytesAsync(file, patch);
            await repository.GitInAsync(scratch, "apply", file);
        }

        await repository.GitInAsync(scratch, "add", "--all", "--force");
        var tree = await repository.GitInAsync(scratch, "write-tree");
        return tree;
    }
}
