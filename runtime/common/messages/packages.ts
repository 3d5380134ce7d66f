import type { Label } from '../../../metadata/common/label.ts';

/** The sentences about faults of package folders, and of the records that packages bring. */
export const packageMessages: Readonly<Record<string, Label>> = {
  'package-none': {
    zh: '{file} 中没有包：包的 package.json 应在这个文件夹或其下一层；guiju init 可新建一个包',
    en: 'There is no package in {file}: the package.json of one belongs there or one folder below; guiju init makes one',
  },
  'package-of-others': {
    zh: '{file} 不是规矩的包：其 package.json 没有“guiju”一节，下一层文件夹中也没有包；guiju init 可新建一个包',
    en: '{file} is no package of Guiju: its package.json has no "guiju", and no folder below has one that does; guiju init makes one',
  },
  'data-org-unknown': {
    zh: '包数据“{key}”所属或分配到的组织 {org} 不存在：请先建立该组织，再安装一次',
    en: 'Package data “{key}” is for organisation {org}, which does not exist: make it, then install once more',
  },
  'data-refused': {
    zh: '包数据“{key}”（{form}）未能载入：{reason}',
    en: 'Package data “{key}” ({form}) could not be loaded: {reason}',
  },
  'tarball-none': {
    zh: '{file} 不是 .tgz 格式的包：请用 guiju pack 打包',
    en: '{file} is no package in the format .tgz: make one with guiju pack',
  },
  'tarball-damaged': {
    zh: '{file} 已损坏，无法解开：请重新获取，或用 guiju pack 重新打包',
    en: '{file} is damaged and cannot be unpacked: get it again, or repack it with guiju pack',
  },
  'tarball-too-large': {
    zh: '包有 {size} 字节，超过上限 {limit} 字节：请拆成几个包',
    en: 'The package has {size|byte|bytes}, more than the {limit} allowed: split it into several',
  },
  'tarball-unpacks-too-large': {
    zh: '包解开后超过上限 {limit} 字节：请拆成几个包',
    en: 'The package unpacks to more than the {limit|byte|bytes} allowed: split it into several',
  },
  'tarball-no-file': {
    zh: '{file} 不是普通文件（{type}），包里只能有普通文件：请用 guiju pack 重新打包',
    en: '{file} is not a plain file but a {type}; a package contains only plain files: repack it with guiju pack',
  },
  'tarball-path': {
    zh: '{file} 不是包内可用的路径：请用 guiju pack 重新打包',
    en: '{file} is not a valid path in a package: repack it with guiju pack',
  },
  'tarball-path-long': {
    zh: '{file} 的路径过长（最多 {limit} 个字符）：请改用较短的文件名',
    en: '{file} has too long a path (at most {limit|character|characters}): give the file a shorter name',
  },
  'tarball-file-twice': {
    zh: '{file} 在包里有两次：请用 guiju pack 重新打包',
    en: '{file} is in the package twice: repack it with guiju pack',
  },
  'tarball-stray': {
    zh: '{file} 不属于包：包里只有 JSON 和说明文字，不含可运行的内容；请用 guiju pack 重新打包',
    en: '{file} does not belong here: a package contains JSON and texts for people, and nothing that runs; repack it with guiju pack',
  },
  'package-name-reserved': {
    zh: '“{name}”是客户自己那一层的名字，包不能这样命名：请换一个名字',
    en: '“{name}” is what the customer’s own layer is called, and no package: take another name',
  },
  'diff-other-package': {
    zh: '请给出同一个包的两个版本；这里找到 {count} 个包',
    en: '{count|package was|packages were} found: give two versions of one package',
  },
  'package-unreadable': {
    zh: '包读不出来（{count} 处错误）：请改正后重新打包、上传',
    en: 'What was sent cannot be read as packages ({count|mistake|mistakes}): correct it, pack it again and send it again',
  },
  'packages-unsolvable': {
    zh: '这些包合不到一起（{count} 项依赖未满足）：请一并提供所需版本，或换一个版本',
    en: 'These packages do not fit together ({count|need is|needs are} unmet): offer the versions they want too, or other versions of them',
  },
  'need-unmet': {
    zh: '{package} {version} 需要 {needs}（{range}），而它没有安装，也没有提供：请一并提供',
    en: '{package} {version} wants {needs} ({range}), which is neither installed nor offered: offer it too',
  },
  'need-unfit': {
    zh: '{package} {version} 需要 {needs} 的版本 {range}，而将装的是 {found}：请提供合适的版本',
    en: '{package} {version} wants {needs} {range}, and {found} is what would be installed: offer a version that fits',
  },
  'package-unanswered': {
    zh: '还有 {count} 个问题没有答复：请在计划中逐一选择采用哪一方，再安装',
    en: '{count|question is|questions are} not answered yet: decide each in the plan, then install',
  },
  'merge-question': {
    zh: '“{name}”的{property}：{package} 由 {base} 改为 {theirs}，而 {layer} 已改为 {ours}，采用哪一个？',
    en: '{property} of “{name}”: {package} changes it from {base} to {theirs}, and {layer} has made it {ours}; which one is to be used?',
  },
  'merge-interference': {
    zh: '“{name}”的{property}：相互独立的包设置不同（{said}），采用哪一个？',
    en: '{property} of “{name}”: packages that know nothing of each other each say another ({said}); which one is to be used?',
  },
  'merge-kept': {
    zh: '{name} 的{property}：本系统的与 {package} 带来的不同，而它没有变，所以保持不变',
    en: '{property} of “{name}”: this system has another value than {package}, which has the same as last time: it stays',
  },
  'own-record-gone': {
    zh: '{form} {key}：上次带来的，本系统已删除',
    en: '{form} {key}: included last time, and deleted here',
  },
  'own-said': {
    zh: '{name} 的{property}：本系统为 {here}，上次带来的为 {there}',
    en: '{property} of {name}: {here} here, {there} in the last version',
  },
  'own-field': {
    zh: '{form} {key} 的{field}：本系统为 {here}，来源为 {there}',
    en: '{field} of {form} {key}: {here} here, {there} where it comes from',
  },
  'own-value': {
    zh: '参数 {place}：本系统为 {here}，来源为 {there}',
    en: 'parameter {place}: {here} here, {there} where it comes from',
  },
  'promoted-secret': {
    zh: '密文 {id} 没有随包带来：请在安装时填写，否则为空',
    en: 'The secret {id} did not come along: give it when this is installed, or it stays empty',
  },
  'promoted-value': {
    zh: '参数值 {place} 没有写入：{reason}',
    en: '{place} was not set: {reason}',
  },
  'promote-key-none': {
    zh: '表单 {form} 没有可填写的自然键，不能带到别的系统：请先在表单中给出 key',
    en: 'Records of {form} are identified only by id and cannot be moved to another system: give the form a key first',
  },
  'promote-name': {
    zh: '“{name}”不能作为包名；包名如 promotion 或 @acme/promotion，local 保留；请换一个名字',
    en: '“{name}” is no name for it; names look like promotion or @acme/promotion, and local is taken: take another name',
  },
  'server-with-user': {
    zh: '--server 和 --with 的地址不含用户名和密码：请去掉“@”及其之前的部分；令牌写在 GUIJU_TOKEN、GUIJU_WITH_TOKEN',
    en: 'The addresses of --server and --with carry no user name and no password: leave out everything up to the “@”; GUIJU_TOKEN and GUIJU_WITH_TOKEN are for the tokens',
  },
  'server-unreachable': {
    zh: '连不上 {server}：请检查地址，以及它是否在运行',
    en: '{server} cannot be reached: look at the address, and whether it runs',
  },
  'server-refused': {
    zh: '{server} 回答 {status}：{detail}（令牌须是管理员的，用 GUIJU_TOKEN 给出）；请换一个令牌',
    en: '{server} answers {status}: {detail} (the token in GUIJU_TOKEN has to be an administrator’s); take another token',
  },
  'secrets-unread': {
    zh: '{file} 应为 JSON：{ "编号": "密文" }，请照此写',
    en: '{file} has to be JSON: { "id": "secret" }: write it so',
  },
  'install-secrets': {
    zh: 'secrets 应为 { "编号": "密文" }：请照此给出',
    en: 'secrets are written as { "id": "secret" }: send them so',
  },
  'merge-followed': {
    zh: '“{name}”的{property}：{layer} 所说与 {package} 原来的相同，改随新版本：{theirs}',
    en: '{property} of “{name}”: {layer} had the same value as {package}, and now follows the new version: {theirs}',
  },
  'merge-stricter': {
    zh: '“{name}”的{property}：{package} 由 {base} 改为 {theirs}，比 {layer} 的 {ours} 更严，以更严的为准',
    en: '{property} of “{name}”: {package} changes it from {base} to {theirs}, which is stricter than the {ours} of {layer}; the stricter one applies',
  },
  'merge-stricter-ours': {
    zh: '“{name}”的{property}：{package} 由 {base} 改为 {theirs}，{layer} 的 {ours} 更严，仍以它为准',
    en: '{property} of “{name}”: {package} changes it from {base} to {theirs}; the {ours} of {layer} is stricter and goes on holding',
  },
  'merge-sets': {
    zh: '“{name}”的{property}，与 {layer} 的调整合并：{changes}',
    en: '{property} of “{name}”, merged with what {layer} changed: {changes}',
  },
  'merge-sets-added': { zh: '{package} 增加 {items}', en: '{package} adds {items}' },
  'merge-sets-removed': { zh: '{package} 去掉 {items}', en: '{package} leaves out {items}' },
  'merge-sets-stays': {
    zh: '{layer} 去掉过的 {items} 仍不出现',
    en: '{layer} had taken out {items}, which stays out',
  },
  'merge-leans': {
    zh: '{package} 去掉了“{name}”，而 {layer} 仍用到它：它隐藏保留，{layer} 中的说法请改掉',
    en: '{package} removes “{name}”, which {layer} still uses: it is kept hidden; remove it from {layer} as well',
  },
  'cases-failing': {
    zh: '安装后有 {count} 个原本通过的测试用例将不通过：请改正，或说明理由后接受（acceptCases）',
    en: '{count|case that passes|cases that pass} now would fail after the install: correct what they show, or accept them with a reason (acceptCases)',
  },
  'case-failing': {
    zh: '用例“{name}”：应为 {expected}，将得 {actual}；请改正规则或用例',
    en: 'case “{name}”: {expected} is expected, {actual} would come; correct the rule or the case',
  },
  'install-packages': {
    zh: 'packages 应为包的列表，每个为 files（各文件的 JSON）或 tarball（base64），至少一个',
    en: 'packages is a list of packages, at least one, each with files (the JSON of each) or a tarball in base64',
  },
  'install-answers': {
    zh: '答复应为 theirs、ours、value 或 from 之一，按问题的编号或位置给出',
    en: 'an answer is theirs, ours, a value or from, by the id of its question or its place',
  },
  'answers-unread': {
    zh: '{file} 不是答复文件：应为 JSON，每个问题一个 theirs、ours、value 或 from',
    en: '{file} is no file of answers: JSON with theirs, ours, a value or from for each question',
  },
  'answers-both': {
    zh: '--theirs 与 --ours 只能用一个：请去掉其一',
    en: 'it is --theirs or --ours, not both: leave one out',
  },
  'install-take': {
    zh: 'take 应为 theirs 或 ours：请改用其一',
    en: 'take is theirs or ours: say one of them',
  },
  'install-reason': {
    zh: 'acceptCases 应为一句理由：请写明为何接受',
    en: 'acceptCases is a reason, in a sentence: say why they may fail',
  },
  'package-not-installed': {
    zh: '没有安装包 {name}：guiju publishes 列出安装过什么',
    en: 'The package {name} is not installed: guiju publishes lists what was',
  },
  'signature-missing': {
    zh: '包 {name} {version} 没有签名，而已安装的版本是签名的；确认来源后可用 --accept {name} 安装',
    en: 'Package {name} {version} is not signed, and the installed version is; where you know whence it comes, --accept {name}',
  },
  'signature-broken': {
    zh: '包 {name} {version} 的签名与内容不符：签名之后有文件被改动、增加或删除；请向发布者重新获取',
    en: 'The signature of package {name} {version} does not match its files: some were changed, added or removed since; get it again from its publisher',
  },
  'signature-unknown': {
    zh: '包 {name} {version} 由未受信任的密钥 {key} 签名；核对后可用 guiju keys trust {publicKey} 信任它，或用 --accept {name} 安装这一个',
    en: 'Package {name} {version} is signed with a key that is not trusted here, {key}: trust it with guiju keys trust {publicKey}, or accept this one with --accept {name}',
  },
  'signature-other-key': {
    zh: '包 {name} {version} 由另一把密钥 {key} 签名，与已安装的版本不同；请向发布者核实，再用 --accept {name} 安装',
    en: 'Package {name} {version} is signed with another key than the installed version, {key}: ask its publisher, then take it with --accept {name}',
  },
  'signature-revoked': {
    zh: '包 {name} {version} 由已撤销的密钥 {key} 签名：请向发布者索取用新密钥签名的版本，或用 --accept {name} 安装这一个',
    en: 'Package {name} {version} is signed with a key that was revoked, {key}: ask its publisher for one signed with another, or take this one with --accept {name}',
  },
  'version-lower': {
    zh: '包 {name} 的版本 {version} 低于已安装的 {installed}：要撤销最近一次发布，请用 guiju undo；确实要降级，请用 --downgrade {name}',
    en: 'Version {version} of package {name} is lower than the installed one, {installed}: to take back the last publish, use guiju undo; if you mean to downgrade, say --downgrade {name}',
  },
  'version-lowered': {
    zh: '包 {name} 从版本 {installed} 降回 {version}',
    en: 'Package {name} goes back from version {installed} to {version}',
  },
  'signing-key-none': {
    zh: '{file} 不是 ed25519 私钥；guiju keys new 可新建一把',
    en: '{file} is no private ed25519 key; guiju keys new makes one',
  },
  'public-key-none': {
    zh: '“{key}”不是公钥：应如 guiju keys new 所印，以 ed25519: 开头',
    en: '“{key}” is no public key: it begins with ed25519: as guiju keys new prints it',
  },
  'trusted-key-unknown': {
    zh: '没有受信任的密钥 {key}：guiju keys list 列出受信任的密钥',
    en: 'No key {key} is trusted: guiju keys list shows those that are',
  },
  'folder-no-package': {
    zh: '{folder} 不是包：其中没有含 guiju 一节的 package.json；用 guiju init {folder} 新建一个',
    en: '{folder} is no package: it has no package.json with a section guiju; make one with guiju init {folder}',
  },
  'form-file-there': {
    zh: '已有 {file}：请直接修改它，或换一个名字',
    en: '{file} is there already: change it, or take another name',
  },
  'form-name-wrong': {
    zh: '“{name}”不能作表单名：请用小写字母、数字和连字符，字母开头，如 hotel-room',
    en: '"{name}" makes no name for a form: take lower case letters, digits and hyphens, a letter first, such as hotel-room',
  },
  'key-file-there': {
    zh: '{file} 已存在，不会被覆盖：请换一个文件名',
    en: '{file} is there already and is not overwritten: take another name',
  },
  'publish-accept-list': {
    zh: 'accept 应为包名的列表：请写成 ["hotel"] 这样',
    en: 'accept has to be a list of names of packages: write ["hotel"]',
  },
  'publish-downgrade-list': {
    zh: 'downgrade 应为包名的列表，最多 200 个：请写成 ["hotel"] 这样',
    en: 'downgrade has to be a list of names of packages, 200 at most: write ["hotel"]',
  },
  'model-broken': {
    zh: '已安装的包有 {count} 处问题，无法编译，其余功能暂停：在“包”页面或用 guiju apply 发布改正后的版本，或用 guiju undo 撤销最近一次发布，服务即恢复，无需重启',
    en: 'The installed packages have {count|issue|issues} and do not compile, so everything else waits: publish a corrected version on the page Packages or with guiju apply, or undo the last publish with guiju undo; the server goes on at once, without a restart',
  },
  'package-needed': {
    zh: '“{by}” {version} 需要“{package}”（{range}）：请先卸载它，或安装不再需要它的版本',
    en: '“{by}” {version} needs “{package}” ({range}): uninstall it first, or install a version that does not',
  },
  'package-kept': {
    zh: '“{package}”是平台本身，不能卸载：请改为卸载建立在它之上的包',
    en: '“{package}” is the platform itself and cannot be uninstalled: uninstall packages that build on it instead',
  },
  'archive-unknown': {
    zh: '没有归档 {archive}；guiju archives 列出所有归档',
    en: 'There is no archive {archive}; guiju archives lists them all',
  },
  'archive-empty': {
    zh: '归档 {archive}（{package}）的内容不在这里：恢复所用的备份较早，当时的备份不含归档内容；请从做备份的那个服务下载',
    en: 'The content of the archive {archive} of {package} is not here: the restored backup is from when backups left it out; download it from the installation that the backup is of',
  },
  'local-set-aside': {
    zh: '客户自己的调整 {files} 随包一起收起，重新安装时回来',
    en: 'The customer’s own changes in {files} are set aside with the package, and come back with it',
  },
  'views-hidden': {
    zh: '{count} 个保存的列表属于将隐藏的表单，随表单回来',
    en: '{count|saved list belongs|saved lists belong} to forms that will be hidden, and comes back with the forms',
  },
  'package-text': {
    zh: '{file} 不是 UTF-8 文本：请另存为 UTF-8',
    en: '{file} is no text in UTF-8: change it to UTF-8',
  },
  'registry-off': {
    zh: '没有配置包仓库：请用环境变量 GUIJU_REGISTRY，或在系统设置中填写“包仓库”',
    en: 'No package registry is configured: give one by GUIJU_REGISTRY, or in Settings',
  },
  'registry-package-unknown': {
    zh: '包仓库 {url} 中没有 {name}：请核对名字',
    en: 'The registry {url} has no {name}: look at how it is spelt',
  },
  'registry-name': {
    zh: '“{name}”不是包名；包名如 hotel 或 @acme/hotel，请核对',
    en: '“{name}” is no name of a package; they look like hotel or @acme/hotel: look at how it is spelt',
  },
  'registry-range': {
    zh: '“{range}”不是版本范围；如 {name}@^2.0.0，请照此写',
    en: '“{range}” is no range of versions; one is written like {name}@^2.0.0: write it so',
  },
  'registry-version-none': {
    zh: '包仓库中没有符合 {range} 的 {name}；有的版本：{versions}；请换一个范围',
    en: 'The registry has no {name} that fits {range}; it has {versions}: take another range',
  },
  'registry-unreachable': {
    zh: '连不上包仓库 {url}（{reason}）：请检查地址和网络',
    en: 'The registry {url} cannot be reached ({reason}): look at its address and at the network',
  },
  'registry-refused': {
    zh: '包仓库 {url} 出错，状态 {status}；请稍后再试',
    en: 'The registry {url} failed with status {status}; try again later',
  },
  'registry-locked': {
    zh: '包仓库 {url} 不让读取（状态 {status}）：请检查令牌',
    en: 'The registry {url} refuses to let this server read (status {status}): check its token',
  },
  'registry-moved': {
    zh: '包仓库 {url} 转到了别处，不会跟随：请直接填写它现在的地址',
    en: 'The registry {url} sends on to another place, which is not followed: give its present address',
  },
  'registry-elsewhere': {
    zh: '包仓库 {url} 让到别处取包（{target}），已拒绝：只从所配置的地址获取；请核对仓库的配置',
    en: 'The registry {url} names a tarball elsewhere ({target}), which is refused: nothing is asked of any other address; look at how the registry is set up',
  },
  'registry-too-large': {
    zh: '包仓库 {url} 的回答超过 {limit} 字节，不再读取：请核对地址',
    en: 'The answer of the registry {url} is longer than {limit} bytes and is not read: look at the address',
  },
  'registry-answer': {
    zh: '{url} 的回答不是 npm 仓库的：请检查地址',
    en: 'What {url} answers is no answer of an npm registry: look at its address',
  },
  'registry-integrity-none': {
    zh: '包仓库 {url} 没有给出 {name} {version} 的 sha512，无法核对，已拒绝；请在仓库中重新发布它',
    en: 'The registry {url} gives no sha512 of {name} {version}, so it cannot be checked and is refused; publish it there again',
  },
  'registry-integrity': {
    zh: '从 {url} 取得的 {name} {version} 与仓库所说的 sha512 不符，已拒绝；请核对仓库，再试一次',
    en: '{name} {version} from {url} does not match the registry’s sha512 and is refused; check the registry, then try again',
  },
  'registry-other-package': {
    zh: '作为 {name} {version} 取得的文件里是 {found}，已拒绝；请核对仓库',
    en: 'The file received as {name} {version} contains {found} and is refused; check the registry',
  },
  'registry-token-again': {
    zh: '包仓库的地址变了，请重新填写它的令牌（或清空），以免发给别处',
    en: 'The registry is another one now: give its token again, or none, so that the former is not sent there',
  },
  'demo-missing': {
    zh: '已安装的包都没有演示数据：请先安装含演示数据的包',
    en: 'No installed package has demo data: install one that does',
  },
};
