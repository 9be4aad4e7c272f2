using Amp.Workspace.Diffs;

namespace Amp.Workspace.Tests.Diffs;

public sealed class PrivateFolderTests
{
    [Fact(Timeout = 60_000)]
    public async Task No_folder_is_taken_for_an_orphan_while_it_is_made()
    {
        var root = Directory.CreateTempSubdirectory("amp-private-").FullName;
        using var done = new CancellationTokenSource();
        var sweeping = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                PrivateFolder.DeleteOrphans(root);
            }
        });

        for (var i = 0; i < 2_000; i++)
        {
            using var folder = PrivateFolder.Create(root);
            Assert.True(Directory.Exists(folder.Path), $"Folder {i} is gone.");
            await File.WriteAllTextAsync(folder.Combine("index"), "");
        }

        await done.CancelAsync();
        await sweeping;
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void A_folder_that_nobody_holds_is_deleted_by_the_next()
    {
        var root = Directory.CreateTempSubdirectory("amp-private-").FullName;
        var orphan = Directory.CreateDirectory(Path.Combine(root, "amp-diffs-orphan")).FullName;
        File.WriteAllText(Path.Combine(orphan, "owner.lock"), "");

        PrivateFolder.DeleteOrphans(root);

        Assert.False(Directory.Exists(orphan));
        Directory.Delete(root, recursive: true);
    }
}
